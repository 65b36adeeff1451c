-- up
-- may-fail: rows with NULL in `email` are refused
-- table-rewrite: whether `email` takes NULL changes
-- may-fail: rows with NULL in `name` are refused
-- table-rewrite: whether `name` takes NULL changes
-- may-fail: rows with NULL in `Level` are refused
-- table-rewrite: whether `Level` takes NULL changes
ALTER TABLE users
    MODIFY COLUMN email varchar(50) NOT NULL,
    MODIFY COLUMN name varchar(20) NOT NULL,
    MODIFY COLUMN Level int NOT NULL DEFAULT 1;

-- down
-- table-rewrite: whether `email` takes NULL changes
-- table-rewrite: whether `name` takes NULL changes
-- table-rewrite: whether `Level` takes NULL changes
ALTER TABLE users
    MODIFY COLUMN email varchar(50),
    MODIFY COLUMN name varchar(20),
    MODIFY COLUMN Level int DEFAULT 0;
