-- up
-- may-fail: rows of users have no value for email
ALTER TABLE users ADD COLUMN email text NOT NULL;

-- down
-- data-loss: the values of users.email are lost
ALTER TABLE users DROP COLUMN email;
