-- up
-- may-fail: rows may have the same values in `users_start_key`
ALTER TABLE users
    ADD KEY users_age_idx (age DESC, name(10)),
    ADD KEY users_bio_idx (bio(100)) COMMENT 'the start',
    ADD UNIQUE KEY users_start_key (bio(20), age);

-- down
ALTER TABLE users
    DROP KEY users_age_idx,
    DROP KEY users_bio_idx,
    DROP KEY users_start_key;
