-- up
ALTER TABLE users RENAME COLUMN name TO title;
-- table-rewrite: `title` becomes varchar(200) from varchar(20)
-- long-lock: `title` becomes varchar(200) from varchar(20)
-- may-fail: rows with NULL in `title` are refused
-- table-rewrite: whether `title` takes NULL changes
ALTER TABLE users MODIFY COLUMN title varchar(200) NOT NULL COMMENT 'as shown';

-- down
ALTER TABLE users RENAME COLUMN title TO name;
-- data-loss: `name` becomes varchar(20) from varchar(200): without strict mode values that do not fit are cut or replaced
-- may-fail: `name` becomes varchar(20) from varchar(200): under strict mode values that do not fit are refused
-- table-rewrite: `name` becomes varchar(20) from varchar(200)
-- long-lock: `name` becomes varchar(20) from varchar(200)
-- table-rewrite: whether `name` takes NULL changes
ALTER TABLE users MODIFY COLUMN name varchar(20);
