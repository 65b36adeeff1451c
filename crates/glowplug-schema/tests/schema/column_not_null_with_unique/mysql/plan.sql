-- up
-- may-fail: rows with NULL in `email` are refused
-- table-rewrite: whether `email` takes NULL changes
-- may-fail: rows may have the same values in `users_email_key`
ALTER TABLE users
    MODIFY COLUMN email varchar(50) NOT NULL,
    ADD UNIQUE KEY users_email_key (email);

-- down
-- table-rewrite: whether `email` takes NULL changes
ALTER TABLE users
    DROP KEY users_email_key,
    MODIFY COLUMN email varchar(50);
