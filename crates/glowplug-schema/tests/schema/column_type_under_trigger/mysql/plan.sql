-- up
-- table-rewrite: `a` becomes bigint from int
-- long-lock: `a` becomes bigint from int
ALTER TABLE t MODIFY COLUMN a bigint;

-- down
-- data-loss: `a` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `a` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `a` becomes int from bigint
-- long-lock: `a` becomes int from bigint
ALTER TABLE t MODIFY COLUMN a int;
