-- up
-- data-loss: the values of `id` are lost
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE users
    DROP PRIMARY KEY,
    DROP KEY users_email_key,
    DROP COLUMN id,
    ADD PRIMARY KEY (email);

-- down
-- table-rewrite: every row gets a number in `id`
-- long-lock: every row gets a number in `id`
-- table-rewrite: rows are stored in the order of the primary key
ALTER TABLE users
    DROP PRIMARY KEY,
    ADD COLUMN id int NOT NULL AUTO_INCREMENT FIRST,
    ADD PRIMARY KEY (id),
    ADD UNIQUE KEY users_email_key (email);
