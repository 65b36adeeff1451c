-- up
-- data-loss: values of t.active lose every number but 0 and 1
-- table-rewrite: values are converted
ALTER TABLE t
    ALTER COLUMN active DROP DEFAULT,
    ALTER COLUMN active TYPE boolean USING active::boolean,
    ALTER COLUMN active SET DEFAULT true;

-- down
-- table-rewrite: values are converted
ALTER TABLE t
    ALTER COLUMN active DROP DEFAULT,
    ALTER COLUMN active TYPE integer USING active::integer,
    ALTER COLUMN active SET DEFAULT 1;
