-- up
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE likes
    DROP PRIMARY KEY,
    ADD PRIMARY KEY (user_id, post_id);

-- down
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE likes
    DROP PRIMARY KEY,
    ADD PRIMARY KEY (user_id);
