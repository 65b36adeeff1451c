CREATE FUNCTION double(n integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT n * 2';
COMMENT ON FUNCTION double IS 'twice as much';
CREATE TABLE t (id serial PRIMARY KEY, a integer, CHECK (double(a) < 100));
CREATE INDEX t_double_idx ON t (double(a));
