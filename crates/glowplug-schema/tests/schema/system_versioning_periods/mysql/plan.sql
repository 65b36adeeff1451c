-- up
CREATE TABLE fresh (
    id int NOT NULL,
    starts date NOT NULL,
    ends date NOT NULL,
    PRIMARY KEY (id),
    PERIOD FOR stay (starts, ends)
);
CREATE TABLE noted (
    id int NOT NULL,
    value int,
    since timestamp(6) GENERATED ALWAYS AS ROW START INVISIBLE,
    until timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE,
    PRIMARY KEY (id, until),
    PERIOD FOR SYSTEM_TIME (since, until)
) WITH SYSTEM VERSIONING;
-- The history of the rows is changed with them; the server refuses otherwise
SET SESSION system_versioning_alter_history = KEEP;
-- table-rewrite: rows move to other partitions
-- long-lock: rows move to other partitions
ALTER TABLE months
REMOVE PARTITIONING;
-- table-rewrite: `value` becomes bigint from int
-- long-lock: `value` becomes bigint from int
ALTER TABLE cut MODIFY COLUMN value bigint;
ALTER TABLE desks ADD COLUMN lamp int;
-- table-rewrite: `value` becomes bigint from int
-- long-lock: `value` becomes bigint from int
ALTER TABLE partly
    MODIFY COLUMN value bigint WITHOUT SYSTEM VERSIONING,
    ADD COLUMN more int WITHOUT SYSTEM VERSIONING;
ALTER TABLE plain ADD COLUMN n int;
-- table-rewrite: `value` becomes bigint from int
-- long-lock: `value` becomes bigint from int
ALTER TABLE prices
    MODIFY COLUMN value bigint,
    ADD COLUMN currency char(3) AFTER value;
ALTER TABLE rooms ADD COLUMN guests int;

-- down
-- The history of the rows is changed with them; the server refuses otherwise
SET SESSION system_versioning_alter_history = KEEP;
-- table-rewrite: rows move to other partitions
-- long-lock: rows move to other partitions
ALTER TABLE months
PARTITION BY SYSTEM_TIME INTERVAL 1 MONTH
PARTITIONS 3;
-- data-loss: `value` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `value` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `value` becomes int from bigint
-- long-lock: `value` becomes int from bigint
ALTER TABLE cut MODIFY COLUMN value int;
-- data-loss: the values of `lamp` are lost
ALTER TABLE desks DROP COLUMN lamp;
-- data-loss: the values of `more` are lost
-- data-loss: `value` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `value` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `value` becomes int from bigint
-- long-lock: `value` becomes int from bigint
ALTER TABLE partly
    DROP COLUMN more,
    MODIFY COLUMN value int WITHOUT SYSTEM VERSIONING;
-- data-loss: the values of `n` are lost
ALTER TABLE plain DROP COLUMN n;
-- data-loss: the values of `currency` are lost
-- data-loss: `value` becomes int from bigint: without strict mode values that do not fit are cut or replaced
-- may-fail: `value` becomes int from bigint: under strict mode values that do not fit are refused
-- table-rewrite: `value` becomes int from bigint
-- long-lock: `value` becomes int from bigint
ALTER TABLE prices
    DROP COLUMN currency,
    MODIFY COLUMN value int;
-- data-loss: the values of `guests` are lost
ALTER TABLE rooms DROP COLUMN guests;
-- data-loss: the rows of noted are lost
DROP TABLE noted;
-- data-loss: the rows of fresh are lost
DROP TABLE fresh;
