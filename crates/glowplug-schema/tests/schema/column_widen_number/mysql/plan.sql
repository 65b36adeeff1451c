-- up
-- table-rewrite: `small` becomes int unsigned from smallint unsigned
-- long-lock: `small` becomes int unsigned from smallint unsigned
-- table-rewrite: `sum` becomes decimal(14,4) from decimal(10,2)
-- long-lock: `sum` becomes decimal(14,4) from decimal(10,2)
-- table-rewrite: `ratio` becomes double from float
-- long-lock: `ratio` becomes double from float
ALTER TABLE counters
    MODIFY COLUMN small int unsigned,
    MODIFY COLUMN sum decimal(14,4),
    MODIFY COLUMN ratio double;

-- down
-- data-loss: `small` becomes smallint unsigned from int unsigned: without strict mode values that do not fit are cut or replaced
-- may-fail: `small` becomes smallint unsigned from int unsigned: under strict mode values that do not fit are refused
-- table-rewrite: `small` becomes smallint unsigned from int unsigned
-- long-lock: `small` becomes smallint unsigned from int unsigned
-- data-loss: `sum` becomes decimal(10,2) from decimal(14,4): without strict mode values that do not fit are cut or replaced
-- may-fail: `sum` becomes decimal(10,2) from decimal(14,4): under strict mode values that do not fit are refused
-- table-rewrite: `sum` becomes decimal(10,2) from decimal(14,4)
-- long-lock: `sum` becomes decimal(10,2) from decimal(14,4)
-- data-loss: `ratio` becomes float from double: without strict mode values that do not fit are cut or replaced
-- may-fail: `ratio` becomes float from double: under strict mode values that do not fit are refused
-- table-rewrite: `ratio` becomes float from double
-- long-lock: `ratio` becomes float from double
ALTER TABLE counters
    MODIFY COLUMN small smallint unsigned,
    MODIFY COLUMN sum decimal(10,2),
    MODIFY COLUMN ratio float;
