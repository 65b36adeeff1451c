-- up
-- data-loss: `a` becomes blob from text: without strict mode values that do not fit are cut or replaced
-- may-fail: `a` becomes blob from text: under strict mode values that do not fit are refused
-- table-rewrite: `a` becomes blob from text
-- long-lock: `a` becomes blob from text
-- data-loss: `b` becomes text from blob: without strict mode values that do not fit are cut or replaced
-- may-fail: `b` becomes text from blob: under strict mode values that do not fit are refused
-- table-rewrite: `b` becomes text from blob
-- long-lock: `b` becomes text from blob
-- data-loss: `c` becomes varbinary(80) from varchar(20): without strict mode values that do not fit are cut or replaced
-- may-fail: `c` becomes varbinary(80) from varchar(20): under strict mode values that do not fit are refused
-- table-rewrite: `c` becomes varbinary(80) from varchar(20)
-- long-lock: `c` becomes varbinary(80) from varchar(20)
-- data-loss: `d` becomes varchar(20) from varbinary(20): without strict mode values that do not fit are cut or replaced
-- may-fail: `d` becomes varchar(20) from varbinary(20): under strict mode values that do not fit are refused
-- table-rewrite: `d` becomes varchar(20) from varbinary(20)
-- long-lock: `d` becomes varchar(20) from varbinary(20)
ALTER TABLE t
    MODIFY COLUMN a blob,
    MODIFY COLUMN b text,
    MODIFY COLUMN c varbinary(80),
    MODIFY COLUMN d varchar(20);

-- down
-- data-loss: `a` becomes text from blob: without strict mode values that do not fit are cut or replaced
-- may-fail: `a` becomes text from blob: under strict mode values that do not fit are refused
-- table-rewrite: `a` becomes text from blob
-- long-lock: `a` becomes text from blob
-- data-loss: `b` becomes blob from text: without strict mode values that do not fit are cut or replaced
-- may-fail: `b` becomes blob from text: under strict mode values that do not fit are refused
-- table-rewrite: `b` becomes blob from text
-- long-lock: `b` becomes blob from text
-- data-loss: `c` becomes varchar(20) from varbinary(80): without strict mode values that do not fit are cut or replaced
-- may-fail: `c` becomes varchar(20) from varbinary(80): under strict mode values that do not fit are refused
-- table-rewrite: `c` becomes varchar(20) from varbinary(80)
-- long-lock: `c` becomes varchar(20) from varbinary(80)
-- data-loss: `d` becomes varbinary(20) from varchar(20): without strict mode values that do not fit are cut or replaced
-- may-fail: `d` becomes varbinary(20) from varchar(20): under strict mode values that do not fit are refused
-- table-rewrite: `d` becomes varbinary(20) from varchar(20)
-- long-lock: `d` becomes varbinary(20) from varchar(20)
ALTER TABLE t
    MODIFY COLUMN a text,
    MODIFY COLUMN b blob,
    MODIFY COLUMN c varchar(20),
    MODIFY COLUMN d varbinary(20);
