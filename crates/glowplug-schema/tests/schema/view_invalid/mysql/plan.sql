-- up
-- may-fail: rows with NULL in `a` are refused
-- table-rewrite: whether `a` takes NULL changes
ALTER TABLE t MODIFY COLUMN a varchar(20) NOT NULL;

-- down
-- table-rewrite: whether `a` takes NULL changes
ALTER TABLE t MODIFY COLUMN a varchar(20);
