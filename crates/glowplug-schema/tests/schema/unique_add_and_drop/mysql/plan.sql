-- up
-- may-fail: rows may have the same values in `users_email_key`
ALTER TABLE users
    ADD COLUMN slug varchar(60),
    ADD UNIQUE KEY users_email_key (email),
    ADD UNIQUE KEY users_slug_key (slug);

-- down
-- data-loss: the values of `slug` are lost
ALTER TABLE users
    DROP KEY users_email_key,
    DROP KEY users_slug_key,
    DROP COLUMN slug;
