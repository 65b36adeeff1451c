-- up
ALTER TABLE users DROP CONSTRAINT users_age_check;
DROP INDEX users_both_idx;
ALTER TABLE users DROP CONSTRAINT users_email_key;
DROP INDEX users_name_idx;
-- data-loss: the values of users.age are lost
ALTER TABLE users DROP COLUMN age;
-- data-loss: the values of users.email are lost
ALTER TABLE users DROP COLUMN email;
-- data-loss: the values of users.name are lost
ALTER TABLE users DROP COLUMN name;

-- down
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE users ADD COLUMN age integer;
ALTER TABLE users ADD COLUMN name text;
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age > 0);
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
-- long-lock: the index is built at once
CREATE INDEX users_both_idx ON users (name, nick);
-- long-lock: the index is built at once
CREATE INDEX users_name_idx ON users (name);
