CREATE FUNCTION double(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n + n';
CREATE TABLE t (id serial PRIMARY KEY, a integer, CHECK (double(a) < 100));
CREATE INDEX t_double_idx ON t (double(a));
