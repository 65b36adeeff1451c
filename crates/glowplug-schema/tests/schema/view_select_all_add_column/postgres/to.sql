CREATE TABLE t (id serial PRIMARY KEY, a integer, b text);
CREATE VIEW v AS SELECT * FROM t;
