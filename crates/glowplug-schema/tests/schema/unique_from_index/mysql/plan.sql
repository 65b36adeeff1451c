-- up
-- may-fail: rows may have the same values in `users_email`
ALTER TABLE users
    DROP KEY users_email,
    ADD UNIQUE KEY users_email (email);

-- down
ALTER TABLE users
    DROP KEY users_email,
    ADD KEY users_email (email);
