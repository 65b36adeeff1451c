-- up
-- alone
-- may-fail: rows of users may have the same email
CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);
-- later
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;
-- may-fail: rows of logins may reference no row of users
-- long-lock: all rows are looked at
ALTER TABLE logins
    ADD CONSTRAINT logins_email_fkey FOREIGN KEY (email) REFERENCES users(email);

-- down
ALTER TABLE logins DROP CONSTRAINT logins_email_fkey;
ALTER TABLE users DROP CONSTRAINT users_email_key;
