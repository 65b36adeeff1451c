-- up
ALTER TABLE users
    DROP KEY users_name_key,
    ADD UNIQUE KEY users_name_key (name, age);

-- down
-- may-fail: rows may have the same values in `users_name_key`
ALTER TABLE users
    DROP KEY users_name_key,
    ADD UNIQUE KEY users_name_key (name);
