-- up
ALTER TABLE users
    DROP KEY users_name_key,
    DROP KEY users_age_idx;

-- down
-- may-fail: rows may have the same values in `users_name_key`
ALTER TABLE users
    ADD UNIQUE KEY users_name_key (name),
    ADD KEY users_age_idx (age);
