-- up
-- may-fail: rows with NULL in `email` are refused
-- table-rewrite: whether `email` takes NULL changes
ALTER TABLE users
    DROP CONSTRAINT users_email_there,
    MODIFY COLUMN email varchar(50) NOT NULL;

-- down
-- table-rewrite: whether `email` takes NULL changes
-- may-fail: rows may violate `users_email_there`
-- table-rewrite: every row is checked for `users_email_there`
-- long-lock: every row is checked for `users_email_there`
ALTER TABLE users
    MODIFY COLUMN email varchar(50),
    ADD CONSTRAINT users_email_there CHECK (`email` is not null);
