-- up
-- table-rewrite: values are converted
-- may-fail: t.b may hold texts that are no values of the new type
-- data-loss: values of t.d lose the time of day
-- may-fail: t.d may hold texts that are no values of the new type
-- data-loss: values of t.j lose keys that are repeated, the order of keys and white space
-- may-fail: t.j may hold texts that are no values of the new type
-- may-fail: t.u may hold texts that are no values of the new type
ALTER TABLE t
    ALTER COLUMN b TYPE boolean USING b::boolean,
    ALTER COLUMN d TYPE date USING d::date,
    ALTER COLUMN j TYPE jsonb USING j::jsonb,
    ALTER COLUMN u TYPE uuid USING u::uuid;

-- down
-- table-rewrite: values are converted
ALTER TABLE t
    ALTER COLUMN b TYPE text USING b::text,
    ALTER COLUMN d TYPE text USING d::text,
    ALTER COLUMN j TYPE text USING j::text,
    ALTER COLUMN u TYPE text USING u::text;
