-- up
-- table-rewrite: `a` becomes tinyint(1) from tinyint
-- long-lock: `a` becomes tinyint(1) from tinyint
-- data-loss: `a` becomes a truth value: each number but 0 is read as true
-- data-loss: `b` becomes tinyint(1) from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `b` becomes tinyint(1) from int: under strict mode values that do not fit are refused
-- table-rewrite: `b` becomes tinyint(1) from int
-- long-lock: `b` becomes tinyint(1) from int
-- data-loss: `b` becomes a truth value: each number but 0 is read as true
-- table-rewrite: `c` becomes tinyint from tinyint(1)
-- long-lock: `c` becomes tinyint from tinyint(1)
ALTER TABLE t
    MODIFY COLUMN a tinyint(1),
    MODIFY COLUMN b tinyint(1),
    MODIFY COLUMN c tinyint;

-- down
-- table-rewrite: `a` becomes tinyint from tinyint(1)
-- long-lock: `a` becomes tinyint from tinyint(1)
-- table-rewrite: `b` becomes int from tinyint(1)
-- long-lock: `b` becomes int from tinyint(1)
-- table-rewrite: `c` becomes tinyint(1) from tinyint
-- long-lock: `c` becomes tinyint(1) from tinyint
-- data-loss: `c` becomes a truth value: each number but 0 is read as true
ALTER TABLE t
    MODIFY COLUMN a tinyint,
    MODIFY COLUMN b int,
    MODIFY COLUMN c tinyint(1);
