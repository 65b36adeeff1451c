-- up
-- data-loss: `created_at` becomes timestamp from datetime: without strict mode values that do not fit are cut or replaced
-- may-fail: `created_at` becomes timestamp from datetime: under strict mode values that do not fit are refused
-- table-rewrite: `created_at` becomes timestamp from datetime
-- long-lock: `created_at` becomes timestamp from datetime
-- table-rewrite: `seen_at` becomes datetime from timestamp
-- long-lock: `seen_at` becomes datetime from timestamp
-- table-rewrite: `precise` becomes timestamp(6) from timestamp(3)
-- long-lock: `precise` becomes timestamp(6) from timestamp(3)
ALTER TABLE t
    MODIFY COLUMN created_at timestamp NOT NULL DEFAULT current_timestamp(),
    MODIFY COLUMN seen_at datetime,
    MODIFY COLUMN precise timestamp(6) NULL;

-- down
-- table-rewrite: `created_at` becomes datetime from timestamp
-- long-lock: `created_at` becomes datetime from timestamp
-- data-loss: `seen_at` becomes timestamp from datetime: without strict mode values that do not fit are cut or replaced
-- may-fail: `seen_at` becomes timestamp from datetime: under strict mode values that do not fit are refused
-- table-rewrite: `seen_at` becomes timestamp from datetime
-- long-lock: `seen_at` becomes timestamp from datetime
-- data-loss: `precise` becomes timestamp(3) from timestamp(6): without strict mode values that do not fit are cut or replaced
-- may-fail: `precise` becomes timestamp(3) from timestamp(6): under strict mode values that do not fit are refused
-- table-rewrite: `precise` becomes timestamp(3) from timestamp(6)
-- long-lock: `precise` becomes timestamp(3) from timestamp(6)
ALTER TABLE t
    MODIFY COLUMN created_at datetime NOT NULL DEFAULT current_timestamp(),
    MODIFY COLUMN seen_at timestamp NULL,
    MODIFY COLUMN precise timestamp(3) NULL;
