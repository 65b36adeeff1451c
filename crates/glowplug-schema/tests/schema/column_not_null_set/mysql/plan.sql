-- up
-- may-fail: rows with NULL in `age` are refused
-- table-rewrite: whether `age` takes NULL changes
ALTER TABLE users MODIFY COLUMN age int NOT NULL;

-- down
-- table-rewrite: whether `age` takes NULL changes
ALTER TABLE users MODIFY COLUMN age int;
