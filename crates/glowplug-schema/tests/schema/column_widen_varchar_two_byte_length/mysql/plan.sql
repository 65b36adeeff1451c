-- up
-- table-rewrite: `name` becomes varchar(255) from varchar(50)
-- long-lock: `name` becomes varchar(255) from varchar(50)
ALTER TABLE users MODIFY COLUMN name varchar(255) NOT NULL;

-- down
-- data-loss: `name` becomes varchar(50) from varchar(255): without strict mode values that do not fit are cut or replaced
-- may-fail: `name` becomes varchar(50) from varchar(255): under strict mode values that do not fit are refused
-- table-rewrite: `name` becomes varchar(50) from varchar(255)
-- long-lock: `name` becomes varchar(50) from varchar(255)
ALTER TABLE users MODIFY COLUMN name varchar(50) NOT NULL;
