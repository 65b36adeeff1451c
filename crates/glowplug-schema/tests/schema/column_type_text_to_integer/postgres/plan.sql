-- up
-- data-loss: values of t.n lose leading zeros: `007` becomes `7`
-- table-rewrite: values are converted
-- may-fail: t.n may hold texts that are no values of the new type
ALTER TABLE t
    ALTER COLUMN n DROP DEFAULT,
    ALTER COLUMN n TYPE integer USING n::integer,
    ALTER COLUMN n SET DEFAULT 0;

-- down
-- table-rewrite: values are converted
ALTER TABLE t
    ALTER COLUMN n DROP DEFAULT,
    ALTER COLUMN n TYPE text USING n::text,
    ALTER COLUMN n SET DEFAULT '0'::text;
