-- up
-- table-rewrite: whether `name` takes NULL changes
ALTER TABLE users MODIFY COLUMN name varchar(50);

-- down
-- may-fail: rows with NULL in `name` are refused
-- table-rewrite: whether `name` takes NULL changes
ALTER TABLE users MODIFY COLUMN name varchar(50) NOT NULL;
