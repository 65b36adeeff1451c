-- up
-- `active` is converted to text first: its numbers would be taken for positions in the list
-- table-rewrite: `active` is converted to text first
-- long-lock: `active` is converted to text first
ALTER TABLE t MODIFY COLUMN active varchar(26) NOT NULL;
UPDATE t
SET active = CASE active WHEN '0' THEN 'false' WHEN '1' THEN 'true' ELSE active END,
    seen = seen;
-- data-loss: `active` becomes enum('false','true','paused') from tinyint(1): without strict mode values that do not fit are cut or replaced
-- may-fail: `active` becomes enum('false','true','paused') from tinyint(1): under strict mode values that do not fit are refused
-- table-rewrite: `active` becomes enum('false','true','paused') from tinyint(1)
-- long-lock: `active` becomes enum('false','true','paused') from tinyint(1)
ALTER TABLE t MODIFY COLUMN active enum('false','true','paused') NOT NULL DEFAULT 'true';

-- down
-- `active` is converted to text first: its values would become their positions in the list
-- table-rewrite: `active` is converted to text first
-- long-lock: `active` is converted to text first
ALTER TABLE t MODIFY COLUMN active varchar(6) NOT NULL;
UPDATE t
SET active = CASE active WHEN 'false' THEN '0' WHEN 'true' THEN '1' ELSE active END,
    seen = seen;
-- data-loss: `active` becomes tinyint(1) from enum('false','true','paused'): without strict mode values that do not fit are cut or replaced
-- may-fail: `active` becomes tinyint(1) from enum('false','true','paused'): under strict mode values that do not fit are refused
-- table-rewrite: `active` becomes tinyint(1) from enum('false','true','paused')
-- long-lock: `active` becomes tinyint(1) from enum('false','true','paused')
-- data-loss: `active` becomes a truth value: each number but 0 is read as true
ALTER TABLE t MODIFY COLUMN active tinyint(1) NOT NULL DEFAULT 1;
