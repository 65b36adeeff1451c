-- up
ALTER TABLE users
    ADD COLUMN phone varchar(20),
    ADD UNIQUE KEY users_phone_key (phone);

-- down
-- data-loss: the values of `phone` are lost
ALTER TABLE users
    DROP KEY users_phone_key,
    DROP COLUMN phone;
