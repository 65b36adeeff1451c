-- up
ALTER TABLE orders MODIFY COLUMN state enum('new','paid','sent, not here','it''s') NOT NULL DEFAULT 'new';

-- down
-- data-loss: `state` loses 'sent, not here', 'it''s': without strict mode values that do not fit are cut or replaced
-- may-fail: `state` loses 'sent, not here', 'it''s': under strict mode values that do not fit are refused
-- table-rewrite: `state` loses 'sent, not here', 'it''s'
-- long-lock: `state` loses 'sent, not here', 'it''s'
ALTER TABLE orders MODIFY COLUMN state enum('new','paid') NOT NULL DEFAULT 'new';
