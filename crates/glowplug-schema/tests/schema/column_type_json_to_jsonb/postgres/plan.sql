-- up
-- data-loss: values of t.data lose keys that are repeated, the order of keys and white space
-- table-rewrite: values are converted
ALTER TABLE t
    ALTER COLUMN data DROP DEFAULT,
    ALTER COLUMN data TYPE jsonb USING data::jsonb,
    ALTER COLUMN data SET DEFAULT '{}'::jsonb;
-- alone
CREATE INDEX CONCURRENTLY t_data_idx ON t USING gin (data);

-- down
DROP INDEX t_data_idx;
-- table-rewrite: values are converted
ALTER TABLE t
    ALTER COLUMN data DROP DEFAULT,
    ALTER COLUMN data TYPE json USING data::json,
    ALTER COLUMN data SET DEFAULT '{}'::json;
