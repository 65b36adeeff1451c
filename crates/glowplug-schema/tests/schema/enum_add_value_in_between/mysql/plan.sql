-- up
-- table-rewrite: `state` becomes enum('new','held','paid') from enum('new','paid')
-- long-lock: `state` becomes enum('new','held','paid') from enum('new','paid')
ALTER TABLE orders MODIFY COLUMN state enum('new','held','paid') NOT NULL DEFAULT 'new';

-- down
-- data-loss: `state` loses 'held': without strict mode values that do not fit are cut or replaced
-- may-fail: `state` loses 'held': under strict mode values that do not fit are refused
-- table-rewrite: `state` loses 'held'
-- long-lock: `state` loses 'held'
ALTER TABLE orders MODIFY COLUMN state enum('new','paid') NOT NULL DEFAULT 'new';
