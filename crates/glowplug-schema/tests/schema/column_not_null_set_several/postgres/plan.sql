-- up
ALTER TABLE users ALTER COLUMN "Level" SET DEFAULT 1;
ALTER TABLE users
    ADD CONSTRAINT "users_Level_null_check" CHECK ("Level" IS NOT NULL) NOT VALID;
ALTER TABLE users
    ADD CONSTRAINT users_email_null_check CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users ADD CONSTRAINT users_name_null_check CHECK (name IS NOT NULL) NOT VALID;
-- later
-- may-fail: rows of users may have no Level
ALTER TABLE users VALIDATE CONSTRAINT "users_Level_null_check";
-- may-fail: rows of users may have no email
ALTER TABLE users VALIDATE CONSTRAINT users_email_null_check;
-- may-fail: rows of users may have no name
ALTER TABLE users VALIDATE CONSTRAINT users_name_null_check;
ALTER TABLE users ALTER COLUMN "Level" SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT "users_Level_null_check";
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_email_null_check;
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
ALTER TABLE users DROP CONSTRAINT users_name_null_check;

-- down
ALTER TABLE users ALTER COLUMN "Level" SET DEFAULT 0;
ALTER TABLE users ALTER COLUMN "Level" DROP NOT NULL;
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;
