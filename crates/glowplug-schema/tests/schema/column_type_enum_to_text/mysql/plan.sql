-- up
-- table-rewrite: `state` becomes varchar(255) from enum('new','paid')
-- long-lock: `state` becomes varchar(255) from enum('new','paid')
ALTER TABLE orders MODIFY COLUMN state varchar(255) NOT NULL DEFAULT 'new';

-- down
-- data-loss: `state` becomes enum('new','paid') from varchar(255): without strict mode values that do not fit are cut or replaced
-- may-fail: `state` becomes enum('new','paid') from varchar(255): under strict mode values that do not fit are refused
-- table-rewrite: `state` becomes enum('new','paid') from varchar(255)
-- long-lock: `state` becomes enum('new','paid') from varchar(255)
ALTER TABLE orders MODIFY COLUMN state enum('new','paid') NOT NULL DEFAULT 'new';
