CREATE FUNCTION fine(a integer, low integer DEFAULT 0) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a > low';
CREATE TABLE t (id serial PRIMARY KEY, a integer, CONSTRAINT t_fine CHECK (fine(a, 1)));
