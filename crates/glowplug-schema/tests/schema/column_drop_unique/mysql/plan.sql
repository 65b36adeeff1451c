-- up
-- data-loss: the values of `email` are lost
ALTER TABLE users
    DROP KEY users_email_key,
    DROP COLUMN email;

-- down
-- may-fail: rows may have the same values in `users_email_key`
ALTER TABLE users
    ADD COLUMN email varchar(50) NOT NULL AFTER id,
    ADD UNIQUE KEY users_email_key (email);
