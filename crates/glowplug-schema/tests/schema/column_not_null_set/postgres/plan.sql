-- up
ALTER TABLE users
    ADD CONSTRAINT users_email_null_check CHECK (email IS NOT NULL) NOT VALID;
-- later
-- may-fail: rows of users may have no email
ALTER TABLE users VALIDATE CONSTRAINT users_email_null_check;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_email_null_check;

-- down
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
