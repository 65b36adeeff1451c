-- up
-- data-loss: `status` becomes enum('new','paid','sent') from varchar(20): without strict mode values that do not fit are cut or replaced
-- may-fail: `status` becomes enum('new','paid','sent') from varchar(20): under strict mode values that do not fit are refused
-- table-rewrite: `status` becomes enum('new','paid','sent') from varchar(20)
-- long-lock: `status` becomes enum('new','paid','sent') from varchar(20)
ALTER TABLE orders MODIFY COLUMN status enum('new','paid','sent') NOT NULL DEFAULT 'new';

-- down
-- data-loss: `status` becomes varchar(20) from enum('new','paid','sent'): without strict mode values that do not fit are cut or replaced
-- may-fail: `status` becomes varchar(20) from enum('new','paid','sent'): under strict mode values that do not fit are refused
-- table-rewrite: `status` becomes varchar(20) from enum('new','paid','sent')
-- long-lock: `status` becomes varchar(20) from enum('new','paid','sent')
ALTER TABLE orders MODIFY COLUMN status varchar(20) NOT NULL DEFAULT 'new';
