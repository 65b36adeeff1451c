-- up
ALTER TABLE users
    DROP KEY users_name,
    ADD KEY users_name (name);

-- down
-- may-fail: rows may have the same values in `users_name`
ALTER TABLE users
    DROP KEY users_name,
    ADD UNIQUE KEY users_name (name);
