-- up
-- data-loss: the values of `email` are lost
-- data-loss: the values of `age` are lost
-- data-loss: the values of `name` are lost
ALTER TABLE users
    DROP CONSTRAINT users_age_check,
    DROP KEY users_email_key,
    DROP KEY users_both_idx,
    DROP KEY users_name_idx,
    DROP COLUMN email,
    DROP COLUMN age,
    DROP COLUMN name;

-- down
-- table-rewrite: every row is checked for `users_age_check`
-- long-lock: every row is checked for `users_age_check`
ALTER TABLE users
    ADD COLUMN email varchar(50) AFTER id,
    ADD COLUMN age int AFTER email,
    ADD COLUMN name varchar(20) AFTER age,
    ADD UNIQUE KEY users_email_key (email),
    ADD KEY users_both_idx (name, nick),
    ADD KEY users_name_idx (name),
    ADD CONSTRAINT users_age_check CHECK (`age` > 0);
