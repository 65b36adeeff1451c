-- up
-- table-rewrite: `a` becomes text from varchar(9)
-- long-lock: `a` becomes text from varchar(9)
-- table-rewrite: `b` becomes bigint from int
-- long-lock: `b` becomes bigint from int
ALTER TABLE t
    MODIFY COLUMN a text,
    MODIFY COLUMN b bigint;

-- down
-- data-loss: `a` becomes varchar(9) from text: without strict mode values that do not fit are cut or replaced
-- may-fail: `a` becomes varchar(9) from text: under strict mode values that do not fit are refused
-- table-rewrite: `a` becomes varchar(9) from text
-- long-lock: `a` becomes varchar(9) from text
-- data-loss: `b` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `b` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `b` becomes int from bigint
-- long-lock: `b` becomes int from bigint
ALTER TABLE t
    MODIFY COLUMN a varchar(9),
    MODIFY COLUMN b int;
