-- up
-- table-rewrite: `age` becomes bigint from int
-- long-lock: `age` becomes bigint from int
ALTER TABLE people
    MODIFY COLUMN name varchar(30),
    MODIFY COLUMN age bigint;

-- down
-- data-loss: `name` becomes varchar(20) from varchar(30): without strict mode values that do not fit are cut or replaced
-- may-fail: `name` becomes varchar(20) from varchar(30): under strict mode values that do not fit are refused
-- table-rewrite: `name` becomes varchar(20) from varchar(30)
-- long-lock: `name` becomes varchar(20) from varchar(30)
-- data-loss: `age` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `age` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `age` becomes int from bigint
-- long-lock: `age` becomes int from bigint
ALTER TABLE people
    MODIFY COLUMN name varchar(20),
    MODIFY COLUMN age int;
