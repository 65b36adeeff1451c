-- up
DROP INDEX users_email;
DROP INDEX users_lower;
DROP INDEX users_name;
-- data-loss: the values of users.name are lost
ALTER TABLE users DROP COLUMN name;

-- down
ALTER TABLE users ADD COLUMN name text;
-- long-lock: the index is built at once
CREATE INDEX users_email ON users (email) WHERE (name IS NOT NULL);
-- long-lock: the index is built at once
CREATE INDEX users_lower ON users (lower(name)) WHERE (name IS NOT NULL);
-- long-lock: the index is built at once
CREATE INDEX users_name ON users (name);
