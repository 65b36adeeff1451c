-- up
-- data-loss: `flags` becomes smallint from bit(8): without strict mode values that do not fit are cut or replaced
-- may-fail: `flags` becomes smallint from bit(8): under strict mode values that do not fit are refused
-- table-rewrite: `flags` becomes smallint from bit(8)
-- long-lock: `flags` becomes smallint from bit(8)
-- data-loss: `mask` becomes bit(16) from smallint: without strict mode values that do not fit are cut or replaced
-- may-fail: `mask` becomes bit(16) from smallint: under strict mode values that do not fit are refused
-- table-rewrite: `mask` becomes bit(16) from smallint
-- long-lock: `mask` becomes bit(16) from smallint
ALTER TABLE t
    MODIFY COLUMN flags smallint,
    MODIFY COLUMN mask bit(16);

-- down
-- data-loss: `flags` becomes bit(8) from smallint: without strict mode values that do not fit are cut or replaced
-- may-fail: `flags` becomes bit(8) from smallint: under strict mode values that do not fit are refused
-- table-rewrite: `flags` becomes bit(8) from smallint
-- long-lock: `flags` becomes bit(8) from smallint
-- data-loss: `mask` becomes smallint from bit(16): without strict mode values that do not fit are cut or replaced
-- may-fail: `mask` becomes smallint from bit(16): under strict mode values that do not fit are refused
-- table-rewrite: `mask` becomes smallint from bit(16)
-- long-lock: `mask` becomes smallint from bit(16)
ALTER TABLE t
    MODIFY COLUMN flags bit(8),
    MODIFY COLUMN mask smallint;
