-- up
-- table-rewrite: values are converted
-- may-fail: t.b may hold numbers beyond the range of the new type
-- data-loss: values of t.d lose decimal places beyond the new scale
ALTER TABLE t
    ALTER COLUMN a TYPE integer USING a::integer,
    ALTER COLUMN b TYPE integer USING b::integer,
    ALTER COLUMN c TYPE numeric(12,2) USING c::numeric(12,2),
    ALTER COLUMN d TYPE numeric(10,2) USING d::numeric(10,2),
    ALTER COLUMN e TYPE double precision USING e::double precision,
    ALTER COLUMN f TYPE numeric USING f::numeric;

-- down
-- table-rewrite: values are converted
-- may-fail: t.a may hold numbers beyond the range of the new type
-- may-fail: t.c may hold numbers beyond the range of the new type
-- may-fail: t.d may hold numbers beyond the range of the new type
-- data-loss: values of t.e lose digits beyond the precision of the new type
-- data-loss: values of t.f lose the fractions of numbers
-- may-fail: t.f may hold numbers beyond the range of the new type
ALTER TABLE t
    ALTER COLUMN a TYPE smallint USING a::smallint,
    ALTER COLUMN b TYPE bigint USING b::bigint,
    ALTER COLUMN c TYPE numeric(8,2) USING c::numeric(8,2),
    ALTER COLUMN d TYPE numeric(10,4) USING d::numeric(10,4),
    ALTER COLUMN e TYPE real USING e::real,
    ALTER COLUMN f TYPE integer USING f::integer;
