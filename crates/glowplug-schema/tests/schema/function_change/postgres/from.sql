CREATE FUNCTION double(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n + n';
CREATE DOMAIN small AS integer CHECK (double(VALUE) < 100);
CREATE TABLE t (
    id serial PRIMARY KEY,
    a integer,
    b integer GENERATED ALWAYS AS (double(a)) STORED,
    CHECK (double(a) < 100)
);
CREATE TABLE p (a integer) PARTITION BY LIST (double(a));
CREATE INDEX t_double_idx ON t (double(a));
