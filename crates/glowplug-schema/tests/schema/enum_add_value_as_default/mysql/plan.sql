-- up
-- may-fail: rows may violate `fine`
-- table-rewrite: every row is checked for `fine`
-- long-lock: every row is checked for `fine`
ALTER TABLE t
    MODIFY COLUMN mood enum('sad','ok','good') NOT NULL DEFAULT 'good',
    ADD CONSTRAINT fine CHECK (`mood` <> 'good' or `id` > 0);

-- down
-- data-loss: `mood` loses 'good': without strict mode values that do not fit are cut or replaced
-- may-fail: `mood` loses 'good': under strict mode values that do not fit are refused
-- table-rewrite: `mood` loses 'good'
-- long-lock: `mood` loses 'good'
ALTER TABLE t
    DROP CONSTRAINT fine,
    MODIFY COLUMN mood enum('sad','ok') NOT NULL DEFAULT 'ok';
