-- up
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE likes ADD PRIMARY KEY (user_id, post_id);

-- down
-- table-rewrite: the primary key is dropped
-- long-lock: the primary key is dropped
ALTER TABLE likes DROP PRIMARY KEY;
