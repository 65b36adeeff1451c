-- up
-- table-rewrite: values are converted
ALTER TABLE t
    ALTER COLUMN active DROP DEFAULT,
    ALTER COLUMN active TYPE bigint USING active::integer::bigint,
    ALTER COLUMN active SET DEFAULT 1,
    ALTER COLUMN old TYPE smallint USING old::integer::smallint;

-- down
-- table-rewrite: values are converted
-- may-fail: t.active may hold values that cannot be read as the new type
-- may-fail: t.old may hold values that cannot be read as the new type
ALTER TABLE t
    ALTER COLUMN active DROP DEFAULT,
    ALTER COLUMN active TYPE boolean USING active::text::boolean,
    ALTER COLUMN active SET DEFAULT true,
    ALTER COLUMN old TYPE boolean USING old::text::boolean;
