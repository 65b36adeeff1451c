-- up
ALTER TABLE doors MODIFY COLUMN open set('mon','tue','wed');

-- down
-- data-loss: `open` loses 'wed': without strict mode values that do not fit are cut or replaced
-- may-fail: `open` loses 'wed': under strict mode values that do not fit are refused
-- table-rewrite: `open` loses 'wed'
-- long-lock: `open` loses 'wed'
ALTER TABLE doors MODIFY COLUMN open set('mon','tue');
