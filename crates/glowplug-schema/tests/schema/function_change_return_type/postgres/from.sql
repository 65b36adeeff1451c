CREATE FUNCTION total(a integer, b integer) RETURNS integer LANGUAGE sql AS 'SELECT a + b';
CREATE TABLE t (id serial PRIMARY KEY, a integer DEFAULT total(1, 2));
CREATE VIEW v AS SELECT total(id, a) AS total FROM t;
