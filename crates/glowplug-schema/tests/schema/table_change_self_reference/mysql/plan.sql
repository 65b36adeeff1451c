-- up
-- may-fail: rows with NULL in `name` are refused
-- table-rewrite: whether `name` takes NULL changes
ALTER TABLE nodes MODIFY COLUMN name varchar(20) NOT NULL;

-- down
-- table-rewrite: whether `name` takes NULL changes
ALTER TABLE nodes MODIFY COLUMN name varchar(20);
