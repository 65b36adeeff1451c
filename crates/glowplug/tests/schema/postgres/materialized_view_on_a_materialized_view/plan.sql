-- up
DROP MATERIALIZED VIEW two;
DROP MATERIALIZED VIEW one;
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW one AS
 SELECT t.a
   FROM t
  WHERE (t.a > 0);
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW two AS
 SELECT max(one.a) AS a
   FROM one;
CREATE INDEX two_idx ON two (a);

-- down
DROP MATERIALIZED VIEW two;
DROP MATERIALIZED VIEW one;
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW one AS
 SELECT t.a
   FROM t;
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW two AS
 SELECT max(one.a) AS a
   FROM one;
CREATE INDEX two_idx ON two (a);
