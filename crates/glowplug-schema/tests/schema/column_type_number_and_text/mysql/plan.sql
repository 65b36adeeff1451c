-- up
-- data-loss: `a` becomes varchar(20) from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `a` becomes varchar(20) from int: under strict mode values that do not fit are refused
-- table-rewrite: `a` becomes varchar(20) from int
-- long-lock: `a` becomes varchar(20) from int
-- data-loss: `b` becomes int from varchar(20): without strict mode values that do not fit are cut or replaced
-- may-fail: `b` becomes int from varchar(20): under strict mode values that do not fit are refused
-- table-rewrite: `b` becomes int from varchar(20)
-- long-lock: `b` becomes int from varchar(20)
-- data-loss: values of `b` lose leading zeros: `007` becomes `7`
-- table-rewrite: `c` becomes varchar(36) from uuid
-- long-lock: `c` becomes varchar(36) from uuid
-- may-fail: rows may violate `t_a`
-- table-rewrite: every row is checked for `t_a`
-- long-lock: every row is checked for `t_a`
ALTER TABLE t
    DROP CONSTRAINT t_a,
    MODIFY COLUMN a varchar(20),
    MODIFY COLUMN b int,
    MODIFY COLUMN c varchar(36),
    ADD CONSTRAINT t_a CHECK (char_length(`a`) > 0);

-- down
-- data-loss: `a` becomes int from varchar(20): without strict mode values that do not fit are cut or replaced
-- may-fail: `a` becomes int from varchar(20): under strict mode values that do not fit are refused
-- table-rewrite: `a` becomes int from varchar(20)
-- long-lock: `a` becomes int from varchar(20)
-- data-loss: values of `a` lose leading zeros: `007` becomes `7`
-- data-loss: `b` becomes varchar(20) from int: without strict mode values that do not fit are cut or replaced
-- may-fail: `b` becomes varchar(20) from int: under strict mode values that do not fit are refused
-- table-rewrite: `b` becomes varchar(20) from int
-- long-lock: `b` becomes varchar(20) from int
-- data-loss: `c` becomes uuid from varchar(36): without strict mode values that do not fit are cut or replaced
-- may-fail: `c` becomes uuid from varchar(36): under strict mode values that do not fit are refused
-- table-rewrite: `c` becomes uuid from varchar(36)
-- long-lock: `c` becomes uuid from varchar(36)
-- may-fail: rows may violate `t_a`
-- table-rewrite: every row is checked for `t_a`
-- long-lock: every row is checked for `t_a`
ALTER TABLE t
    DROP CONSTRAINT t_a,
    MODIFY COLUMN a int,
    MODIFY COLUMN b varchar(20),
    MODIFY COLUMN c uuid DEFAULT uuid(),
    ADD CONSTRAINT t_a CHECK (`a` > 0);
