-- up
ALTER TABLE t DROP CONSTRAINT t_lower_name_key;
ALTER TABLE t DROP COLUMN lower_name;
-- table-rewrite: each row's value is computed
ALTER TABLE t
    ALTER COLUMN name TYPE text USING name::text,
    ADD COLUMN lower_name text GENERATED ALWAYS AS (lower(name)) STORED;
-- alone
-- may-fail: rows of t may have the same lower_name
CREATE UNIQUE INDEX CONCURRENTLY t_lower_name_key ON t (lower_name);
-- later
ALTER TABLE t ADD CONSTRAINT t_lower_name_key UNIQUE USING INDEX t_lower_name_key;

-- down
ALTER TABLE t DROP CONSTRAINT t_lower_name_key;
ALTER TABLE t DROP COLUMN lower_name;
-- data-loss: values of t.name lose what is longer than the new limit
-- table-rewrite: values are converted
-- table-rewrite: each row's value is computed
ALTER TABLE t
    ALTER COLUMN name TYPE varchar(20) USING name::varchar(20),
    ADD COLUMN lower_name text GENERATED ALWAYS AS (lower((name)::text)) STORED;
-- may-fail: rows of t may have the same lower_name
-- long-lock: all rows are looked at
ALTER TABLE t ADD CONSTRAINT t_lower_name_key UNIQUE (lower_name);
