-- up
DROP INDEX users_both;
-- data-loss: the values of `users.name` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN name;
CREATE INDEX users_both ON users (email);

-- down
DROP INDEX users_both;
ALTER TABLE users ADD COLUMN name TEXT;
CREATE INDEX users_both ON users (email, name);
