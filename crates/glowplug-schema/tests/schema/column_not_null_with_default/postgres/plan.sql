-- up
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN level TYPE bigint USING level::bigint;
ALTER TABLE t ALTER COLUMN level SET DEFAULT 0;
ALTER TABLE t ADD CONSTRAINT t_level_null_check CHECK (level IS NOT NULL) NOT VALID;
-- later
-- may-fail: rows of t may have no level
ALTER TABLE t VALIDATE CONSTRAINT t_level_null_check;
ALTER TABLE t ALTER COLUMN level SET NOT NULL;
ALTER TABLE t DROP CONSTRAINT t_level_null_check;

-- down
-- table-rewrite: values are converted
-- may-fail: t.level may hold numbers beyond the range of the new type
ALTER TABLE t
    ALTER COLUMN level DROP DEFAULT,
    ALTER COLUMN level TYPE integer USING level::integer;
ALTER TABLE t ALTER COLUMN level DROP NOT NULL;
