-- up
DROP INDEX users_lower;
DROP INDEX users_name;
-- data-loss: the values of `users.name` are lost
-- table-rewrite: all rows of `users` are rewritten
ALTER TABLE users DROP COLUMN name;

-- down
ALTER TABLE users ADD COLUMN name TEXT;
CREATE INDEX users_lower ON users (lower(name)) WHERE name IS NOT NULL;
CREATE INDEX users_name ON users (name);
