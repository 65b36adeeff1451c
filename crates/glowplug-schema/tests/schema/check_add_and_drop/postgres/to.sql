CREATE TABLE t (
    id serial PRIMARY KEY, a integer CONSTRAINT small CHECK (a < 20), b integer,
    CONSTRAINT ordered CHECK (a <= b OR b IS NULL),
    CONSTRAINT either CHECK (num_nonnulls(a, b) = 1) NO INHERIT
);
