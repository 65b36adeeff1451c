-- up
ALTER TABLE users MODIFY COLUMN name varchar(60) NOT NULL;

-- down
-- data-loss: `name` becomes varchar(50) from varchar(60): without strict mode values that do not fit are cut or replaced
-- may-fail: `name` becomes varchar(50) from varchar(60): under strict mode values that do not fit are refused
-- table-rewrite: `name` becomes varchar(50) from varchar(60)
-- long-lock: `name` becomes varchar(50) from varchar(60)
ALTER TABLE users MODIFY COLUMN name varchar(50) NOT NULL;
