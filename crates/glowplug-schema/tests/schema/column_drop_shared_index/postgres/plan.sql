-- up
DROP INDEX users_both;
-- data-loss: the values of users.name are lost
ALTER TABLE users DROP COLUMN name;
-- alone
CREATE INDEX CONCURRENTLY users_both ON users (email);

-- down
ALTER TABLE users ADD COLUMN name text;
DROP INDEX users_both;
-- long-lock: the index is built at once
CREATE INDEX users_both ON users (email, name);
