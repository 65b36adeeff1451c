-- up
ALTER TABLE t ALTER COLUMN s DROP DEFAULT;
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN s TYPE text USING s::text;
DROP TYPE span;
CREATE TYPE span AS RANGE (
    subtype = bigint,
    multirange_type_name = span_multirange
);
-- table-rewrite: values are converted
-- may-fail: t.s may hold bounds that the new type does not take
ALTER TABLE t ALTER COLUMN s TYPE span USING s::text::span;
ALTER TABLE t ALTER COLUMN s SET DEFAULT '[1,2)'::span;

-- down
ALTER TABLE t ALTER COLUMN s DROP DEFAULT;
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN s TYPE text USING s::text;
DROP TYPE span;
CREATE TYPE span AS RANGE (
    subtype = integer,
    multirange_type_name = span_multirange
);
-- table-rewrite: values are converted
-- may-fail: t.s may hold bounds that the new type does not take
ALTER TABLE t ALTER COLUMN s TYPE span USING s::text::span;
ALTER TABLE t ALTER COLUMN s SET DEFAULT '[1,2)'::span;
