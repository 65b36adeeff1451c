-- up
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;

-- down
ALTER TABLE users DROP CONSTRAINT users_email_key;
-- long-lock: the index is built at once
CREATE UNIQUE INDEX users_email_key ON users (email);
