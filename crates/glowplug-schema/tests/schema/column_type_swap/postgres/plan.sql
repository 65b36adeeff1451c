-- up
-- table-rewrite: values are converted
-- data-loss: values of t.b lose leading zeros: `007` becomes `7`
-- may-fail: t.b may hold texts that are no values of the new type
ALTER TABLE t
    ALTER COLUMN a TYPE text USING a::text,
    ALTER COLUMN b TYPE integer USING b::integer;

-- down
-- data-loss: values of t.a lose leading zeros: `007` becomes `7`
-- table-rewrite: values are converted
-- may-fail: t.a may hold texts that are no values of the new type
ALTER TABLE t
    ALTER COLUMN a TYPE integer USING a::integer,
    ALTER COLUMN b TYPE text USING b::text;
