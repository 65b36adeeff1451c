-- up
ALTER TABLE items ADD COLUMN name varchar(10);
-- The history of the rows is changed with them; the server refuses otherwise
SET SESSION system_versioning_alter_history = KEEP;
-- table-rewrite: `value` becomes bigint from int
-- long-lock: `value` becomes bigint from int
ALTER TABLE prices
    MODIFY COLUMN value bigint,
    ADD COLUMN currency char(3),
    ADD KEY value (value);

-- down
-- data-loss: the values of `name` are lost
ALTER TABLE items DROP COLUMN name;
-- The history of the rows is changed with them; the server refuses otherwise
SET SESSION system_versioning_alter_history = KEEP;
-- data-loss: the values of `currency` are lost
-- data-loss: `value` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `value` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `value` becomes int from bigint
-- long-lock: `value` becomes int from bigint
ALTER TABLE prices
    DROP KEY value,
    DROP COLUMN currency,
    MODIFY COLUMN value int;
