-- up
-- data-loss: `c` becomes int from varchar(10): without strict mode values that do not fit are cut or replaced
-- may-fail: `c` becomes int from varchar(10): under strict mode values that do not fit are refused
-- table-rewrite: `c` becomes int from varchar(10)
-- long-lock: `c` becomes int from varchar(10)
-- data-loss: values of `c` lose leading zeros: `007` becomes `7`
-- data-loss: `b` becomes varchar(10) from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `b` becomes varchar(10) from int: under strict mode values that do not fit are refused
-- table-rewrite: `b` becomes varchar(10) from int
-- long-lock: `b` becomes varchar(10) from int
ALTER TABLE a
    MODIFY COLUMN c int,
    MODIFY COLUMN b varchar(10);

-- down
-- data-loss: `b` becomes int from varchar(10): without strict mode values that do not fit are cut or replaced
-- may-fail: `b` becomes int from varchar(10): under strict mode values that do not fit are refused
-- table-rewrite: `b` becomes int from varchar(10)
-- long-lock: `b` becomes int from varchar(10)
-- data-loss: values of `b` lose leading zeros: `007` becomes `7`
-- data-loss: `c` becomes varchar(10) from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `c` becomes varchar(10) from int: under strict mode values that do not fit are refused
-- table-rewrite: `c` becomes varchar(10) from int
-- long-lock: `c` becomes varchar(10) from int
ALTER TABLE a
    MODIFY COLUMN b int,
    MODIFY COLUMN c varchar(10);
