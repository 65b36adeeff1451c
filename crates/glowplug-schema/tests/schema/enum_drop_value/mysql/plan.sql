-- up
-- data-loss: `state` loses 'old': without strict mode values that do not fit are cut or replaced
-- may-fail: `state` loses 'old': under strict mode values that do not fit are refused
-- table-rewrite: `state` loses 'old'
-- long-lock: `state` loses 'old'
ALTER TABLE orders MODIFY COLUMN state enum('new','paid') NOT NULL DEFAULT 'new';

-- down
ALTER TABLE orders MODIFY COLUMN state enum('new','paid','old') NOT NULL DEFAULT 'new';
