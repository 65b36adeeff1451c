-- up
DROP INDEX users_age_idx;
ALTER TABLE users DROP CONSTRAINT users_name_key;

-- down
-- may-fail: rows of users may have the same name
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_name_key UNIQUE (name);
-- long-lock: the index is built at once
CREATE INDEX users_age_idx ON users (age);
