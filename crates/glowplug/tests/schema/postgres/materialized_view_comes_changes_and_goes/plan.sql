-- up
DROP VIEW many;
DROP MATERIALIZED VIEW counts;
DROP MATERIALIZED VIEW sums;
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW counts AS
 SELECT t.a,
    (count(*) + 1) AS n
   FROM t
  GROUP BY t.a;
CREATE UNIQUE INDEX counts_a_idx ON counts (a);
CREATE MATERIALIZED VIEW firsts WITH (fillfactor=80) AS
 SELECT min(t.a) AS a
   FROM t;
COMMENT ON MATERIALIZED VIEW firsts IS 'the first';
CREATE VIEW many AS
 SELECT counts.a
   FROM counts
  WHERE (counts.n > 9);

-- down
DROP MATERIALIZED VIEW firsts;
DROP VIEW many;
DROP MATERIALIZED VIEW counts;
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW counts AS
 SELECT t.a,
    count(*) AS n
   FROM t
  GROUP BY t.a;
CREATE UNIQUE INDEX counts_a_idx ON counts (a);
CREATE VIEW many AS
 SELECT counts.a
   FROM counts
  WHERE (counts.n > 9);
CREATE MATERIALIZED VIEW sums AS
 SELECT sum(t.a) AS s
   FROM t;
