-- up
-- table-rewrite: `level` becomes bigint from int
-- long-lock: `level` becomes bigint from int
-- may-fail: rows with NULL in `level` are refused
-- table-rewrite: whether `level` takes NULL changes
ALTER TABLE t MODIFY COLUMN level bigint NOT NULL DEFAULT 0;

-- down
-- data-loss: `level` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `level` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `level` becomes int from bigint
-- long-lock: `level` becomes int from bigint
-- table-rewrite: whether `level` takes NULL changes
ALTER TABLE t MODIFY COLUMN level int;
