-- up
-- table-rewrite: `lower_name` is computed for every row
-- long-lock: `lower_name` is computed for every row
ALTER TABLE t
    DROP KEY t_lower,
    DROP COLUMN lower_name,
    MODIFY COLUMN name varchar(40),
    ADD COLUMN lower_name varchar(20) GENERATED ALWAYS AS (lcase(`name`)) STORED,
    ADD UNIQUE KEY t_lower (lower_name);

-- down
-- data-loss: `name` becomes varchar(20) from varchar(40): without strict mode values that do not fit are cut or replaced
-- may-fail: `name` becomes varchar(20) from varchar(40): under strict mode values that do not fit are refused
-- table-rewrite: `name` becomes varchar(20) from varchar(40)
-- long-lock: `name` becomes varchar(20) from varchar(40)
-- table-rewrite: `lower_name` is computed for every row
-- long-lock: `lower_name` is computed for every row
ALTER TABLE t
    DROP KEY t_lower,
    DROP COLUMN lower_name,
    MODIFY COLUMN name varchar(20),
    ADD COLUMN lower_name varchar(20) GENERATED ALWAYS AS (lcase(`name`)) STORED,
    ADD UNIQUE KEY t_lower (lower_name);
