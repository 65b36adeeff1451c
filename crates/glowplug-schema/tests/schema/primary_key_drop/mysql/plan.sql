-- up
-- data-loss: the counter of `id` is lost: the numbers of deleted rows can be assigned again
-- table-rewrite: the primary key is dropped
-- long-lock: the primary key is dropped
ALTER TABLE events
    DROP PRIMARY KEY,
    MODIFY COLUMN id int NOT NULL;

-- down
-- table-rewrite: `id` becomes AUTO_INCREMENT
-- long-lock: `id` becomes AUTO_INCREMENT
-- table-rewrite: rows are stored in the order of the primary key
-- may-fail: rows may have the same primary key, or NULL in it
ALTER TABLE events
    MODIFY COLUMN id int NOT NULL AUTO_INCREMENT,
    ADD PRIMARY KEY (id);
