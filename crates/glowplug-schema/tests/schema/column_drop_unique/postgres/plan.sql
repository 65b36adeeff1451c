-- up
ALTER TABLE users DROP CONSTRAINT users_email_key;
-- data-loss: the values of users.email are lost
ALTER TABLE users DROP COLUMN email;

-- down
-- may-fail: rows of users have no value for email
ALTER TABLE users ADD COLUMN email text NOT NULL;
-- may-fail: rows of users may have the same email
-- long-lock: all rows are looked at
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
