CREATE TABLE t (id serial PRIMARY KEY, a integer);
CREATE VIEW v AS SELECT id, a AS amount FROM t;
CREATE VIEW w AS SELECT amount FROM v;
