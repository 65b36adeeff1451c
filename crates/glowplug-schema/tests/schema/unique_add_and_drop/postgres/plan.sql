-- up
ALTER TABLE users DROP CONSTRAINT users_email_key;
-- alone
-- may-fail: rows of users may have the same first, last
CREATE UNIQUE INDEX CONCURRENTLY users_first_last_key ON users (first, last);
-- later
ALTER TABLE users
    ADD CONSTRAINT users_first_last_key UNIQUE USING INDEX users_first_last_key;

-- down
ALTER TABLE users DROP CONSTRAINT users_first_last_key;
-- may-fail: rows of users may have the same email
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
