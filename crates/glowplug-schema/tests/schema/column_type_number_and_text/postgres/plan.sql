-- up
ALTER TABLE t DROP CONSTRAINT t_a_check;
-- table-rewrite: values are converted
-- data-loss: values of t.b lose leading zeros: `007` becomes `7`
-- may-fail: rows of t may have the same b
-- may-fail: t.b may hold texts that are no values of the new type
ALTER TABLE t
    ALTER COLUMN a TYPE text USING a::text,
    ALTER COLUMN b TYPE integer USING b::integer,
    ALTER COLUMN c DROP DEFAULT,
    ALTER COLUMN c TYPE varchar(36) USING c::varchar(36);
ALTER TABLE t ADD CONSTRAINT t_a_check CHECK (length(a) > 0) NOT VALID;
-- later
-- may-fail: rows of t may violate t_a_check
ALTER TABLE t VALIDATE CONSTRAINT t_a_check;

-- down
ALTER TABLE t DROP CONSTRAINT t_a_check;
-- data-loss: values of t.a lose leading zeros: `007` becomes `7`
-- table-rewrite: values are converted
-- may-fail: t.a may hold texts that are no values of the new type
-- may-fail: t.c may hold texts that are no values of the new type
ALTER TABLE t
    ALTER COLUMN a TYPE integer USING a::integer,
    ALTER COLUMN b TYPE text USING b::text,
    ALTER COLUMN c TYPE uuid USING c::uuid;
ALTER TABLE t ALTER COLUMN c SET DEFAULT gen_random_uuid();
-- may-fail: rows of t may violate t_a_check
-- long-lock: all rows are looked at
ALTER TABLE t ADD CONSTRAINT t_a_check CHECK (a > 0);
