-- up
-- table-rewrite: `name` becomes text from varchar(50)
-- long-lock: `name` becomes text from varchar(50)
ALTER TABLE users MODIFY COLUMN name text NOT NULL DEFAULT 'x';

-- down
-- data-loss: `name` becomes varchar(50) from text: without strict mode values that do not fit are cut or replaced
-- may-fail: `name` becomes varchar(50) from text: under strict mode values that do not fit are refused
-- table-rewrite: `name` becomes varchar(50) from text
-- long-lock: `name` becomes varchar(50) from text
ALTER TABLE users MODIFY COLUMN name varchar(50) NOT NULL DEFAULT 'x';
