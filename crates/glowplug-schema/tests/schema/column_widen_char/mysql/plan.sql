-- up
-- table-rewrite: `code` becomes char(3) from char(2)
-- long-lock: `code` becomes char(3) from char(2)
ALTER TABLE countries MODIFY COLUMN code char(3) NOT NULL;

-- down
-- data-loss: `code` becomes char(2) from char(3): without strict mode values that do not fit are cut or replaced
-- may-fail: `code` becomes char(2) from char(3): under strict mode values that do not fit are refused
-- table-rewrite: `code` becomes char(2) from char(3)
-- long-lock: `code` becomes char(2) from char(3)
ALTER TABLE countries MODIFY COLUMN code char(2) NOT NULL;
