-- up
-- data-loss: `id` becomes binary(16) from uuid: without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes binary(16) from uuid: under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes binary(16) from uuid
-- long-lock: `id` becomes binary(16) from uuid
ALTER TABLE t MODIFY COLUMN id binary(16) NOT NULL;

-- down
-- data-loss: `id` becomes uuid from binary(16): without strict mode values that do not fit are cut or replaced
-- may-fail: `id` becomes uuid from binary(16): under strict mode values that do not fit are refused
-- table-rewrite: `id` becomes uuid from binary(16)
-- long-lock: `id` becomes uuid from binary(16)
ALTER TABLE t MODIFY COLUMN id uuid NOT NULL;
