CREATE TABLE t (id serial PRIMARY KEY, a integer);
CREATE MATERIALIZED VIEW counts AS SELECT a, count(*) + 1 AS n FROM t GROUP BY a;
CREATE UNIQUE INDEX counts_a_idx ON counts (a);
CREATE VIEW many AS SELECT a FROM counts WHERE n > 9;
CREATE MATERIALIZED VIEW firsts WITH (fillfactor = 80) AS SELECT min(a) AS a FROM t;
COMMENT ON MATERIALIZED VIEW firsts IS 'the first';
