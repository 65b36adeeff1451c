-- up
ALTER TABLE users DROP CONSTRAINT users_email_key;
-- alone
-- may-fail: rows of users may have the same lower(email)
CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (lower(email));

-- down
DROP INDEX users_email_key;
-- may-fail: rows of users may have the same email
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
