-- up
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_email_there;

-- down
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_email_there CHECK (email IS NOT NULL);
