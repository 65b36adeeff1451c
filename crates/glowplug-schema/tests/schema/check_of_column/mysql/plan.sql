-- up
-- may-fail: rows may violate the check of `age`: `age` > 17
-- table-rewrite: every row is checked for `age`
-- long-lock: every row is checked for `age`
ALTER TABLE users
    MODIFY COLUMN age int CHECK (`age` > 17),
    ADD COLUMN size int CHECK (`size` in (1,2));

-- down
-- data-loss: the values of `size` are lost
-- may-fail: rows may violate the check of `age`: `age` > 0
-- table-rewrite: every row is checked for `age`
-- long-lock: every row is checked for `age`
ALTER TABLE users
    DROP COLUMN size,
    MODIFY COLUMN age int CHECK (`age` > 0);
