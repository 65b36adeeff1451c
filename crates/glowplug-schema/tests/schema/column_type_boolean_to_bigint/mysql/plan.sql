-- up
-- table-rewrite: `active` becomes bigint from tinyint(1)
-- long-lock: `active` becomes bigint from tinyint(1)
-- table-rewrite: `old` becomes smallint from tinyint(1)
-- long-lock: `old` becomes smallint from tinyint(1)
ALTER TABLE t
    MODIFY COLUMN active bigint NOT NULL DEFAULT 1,
    MODIFY COLUMN old smallint;

-- down
-- data-loss: `active` becomes tinyint(1) from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `active` becomes tinyint(1) from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `active` becomes tinyint(1) from bigint
-- long-lock: `active` becomes tinyint(1) from bigint
-- data-loss: `active` becomes a truth value: each number but 0 is read as true
-- data-loss: `old` becomes tinyint(1) from smallint: without strict mode values that do not fit are cut or replaced
-- may-fail: `old` becomes tinyint(1) from smallint: under strict mode values that do not fit are refused
-- table-rewrite: `old` becomes tinyint(1) from smallint
-- long-lock: `old` becomes tinyint(1) from smallint
-- data-loss: `old` becomes a truth value: each number but 0 is read as true
ALTER TABLE t
    MODIFY COLUMN active tinyint(1) NOT NULL DEFAULT 1,
    MODIFY COLUMN old tinyint(1);
