-- up
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN a TYPE bigint[] USING a::bigint[];
ALTER TABLE t ALTER COLUMN b SET DEFAULT '{x}'::text[];
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN c TYPE text[] USING c::text[];

-- down
-- table-rewrite: values are converted
-- may-fail: t.a may hold numbers beyond the range of the new type
ALTER TABLE t ALTER COLUMN a TYPE integer[] USING a::integer[];
ALTER TABLE t ALTER COLUMN b SET DEFAULT '{}'::text[];
-- data-loss: values of t.c lose what is longer than the new limit
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN c TYPE varchar(5)[] USING c::varchar(5)[];
