-- up
-- data-loss: the values of `code_id` are lost
ALTER TABLE users
    DROP FOREIGN KEY users_code_id_fkey,
    DROP KEY users_code_id_fkey,
    DROP COLUMN code_id,
    ADD COLUMN code varchar(20),
    ADD KEY users_code_fkey (code);
-- data-loss: the values of `id` are lost
-- may-fail: rows with NULL in `code` are refused
-- table-rewrite: whether `code` takes NULL changes
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE codes
    DROP PRIMARY KEY,
    DROP COLUMN id,
    MODIFY COLUMN code varchar(20) NOT NULL,
    ADD COLUMN meaning varchar(50) NOT NULL DEFAULT '',
    ADD PRIMARY KEY (code);
-- table-rewrite: every row is looked up for `users_code_fkey`
-- long-lock: every row is looked up for `users_code_fkey`
ALTER TABLE users ADD CONSTRAINT users_code_fkey FOREIGN KEY (code) REFERENCES codes (code);

-- down
-- data-loss: the values of `code` are lost
ALTER TABLE users
    DROP FOREIGN KEY users_code_fkey,
    DROP KEY users_code_fkey,
    DROP COLUMN code,
    ADD COLUMN code_id int,
    ADD KEY users_code_id_fkey (code_id);
-- data-loss: the values of `meaning` are lost
-- table-rewrite: whether `code` takes NULL changes
-- table-rewrite: every row gets a number in `id`
-- long-lock: every row gets a number in `id`
-- table-rewrite: rows are stored in the order of the primary key
ALTER TABLE codes
    DROP PRIMARY KEY,
    DROP COLUMN meaning,
    MODIFY COLUMN code varchar(20),
    ADD COLUMN id int NOT NULL AUTO_INCREMENT FIRST,
    ADD PRIMARY KEY (id);
-- table-rewrite: every row is looked up for `users_code_id_fkey`
-- long-lock: every row is looked up for `users_code_id_fkey`
ALTER TABLE users ADD CONSTRAINT users_code_id_fkey FOREIGN KEY (code_id) REFERENCES codes (id);
