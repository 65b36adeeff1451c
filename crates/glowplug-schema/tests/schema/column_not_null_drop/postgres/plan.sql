-- up
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;

-- down
-- may-fail: rows of users may have no email
-- long-lock: all rows are looked at
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- may-fail: rows of users may have no name
-- long-lock: all rows are looked at
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
