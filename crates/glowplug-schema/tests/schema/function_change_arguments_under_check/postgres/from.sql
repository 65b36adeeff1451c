CREATE FUNCTION fine(a integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a > 0';
CREATE TABLE t (id serial PRIMARY KEY, a integer, CONSTRAINT t_fine CHECK (fine(a)));
