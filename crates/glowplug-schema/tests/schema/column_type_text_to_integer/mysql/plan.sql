-- up
-- data-loss: `n` becomes int from varchar(20): without strict mode values that do not fit are cut or replaced
-- may-fail: `n` becomes int from varchar(20): under strict mode values that do not fit are refused
-- table-rewrite: `n` becomes int from varchar(20)
-- long-lock: `n` becomes int from varchar(20)
-- data-loss: values of `n` lose leading zeros: `007` becomes `7`
ALTER TABLE t MODIFY COLUMN n int DEFAULT 0;

-- down
-- data-loss: `n` becomes varchar(20) from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `n` becomes varchar(20) from int: under strict mode values that do not fit are refused
-- table-rewrite: `n` becomes varchar(20) from int
-- long-lock: `n` becomes varchar(20) from int
ALTER TABLE t MODIFY COLUMN n varchar(20) DEFAULT '0';
