-- up
ALTER TABLE users
    ADD CONSTRAINT users_email_null_check CHECK (email IS NOT NULL) NOT VALID;
-- alone
-- may-fail: rows of users may have the same email
CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);
-- later
-- may-fail: rows of users may have no email
ALTER TABLE users VALIDATE CONSTRAINT users_email_null_check;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_email_null_check;
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;

-- down
ALTER TABLE users DROP CONSTRAINT users_email_key;
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
