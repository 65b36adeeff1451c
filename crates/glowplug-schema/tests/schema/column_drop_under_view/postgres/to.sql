CREATE TABLE t (id serial PRIMARY KEY, a integer);
CREATE VIEW v AS SELECT id, a FROM t;
