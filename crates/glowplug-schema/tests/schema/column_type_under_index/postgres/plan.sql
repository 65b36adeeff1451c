-- up
DROP INDEX t_a_idx;
-- table-rewrite: values are converted
ALTER TABLE t
    ALTER COLUMN a TYPE text USING a::text,
    ALTER COLUMN b TYPE bigint USING b::bigint;
-- alone
CREATE INDEX CONCURRENTLY t_a_idx ON t (lower(a)) WHERE (b > 1);

-- down
DROP INDEX t_a_idx;
-- data-loss: values of t.a lose what is longer than the new limit
-- table-rewrite: values are converted
-- may-fail: t.b may hold numbers beyond the range of the new type
ALTER TABLE t
    ALTER COLUMN a TYPE varchar(9) USING a::varchar(9),
    ALTER COLUMN b TYPE integer USING b::integer;
-- long-lock: the index is built at once
CREATE INDEX t_a_idx ON t (lower((a)::text)) WHERE (b > 1);
