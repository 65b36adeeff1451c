CREATE DOMAIN code AS text;
CREATE TABLE t (id serial PRIMARY KEY, code code DEFAULT 'x');
CREATE VIEW codes AS SELECT code FROM t;
