CREATE DOMAIN code AS varchar(10);
CREATE TABLE t (id serial PRIMARY KEY, code code DEFAULT 'x');
CREATE VIEW codes AS SELECT code FROM t;
