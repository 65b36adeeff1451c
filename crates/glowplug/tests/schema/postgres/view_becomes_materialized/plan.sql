-- up
DROP VIEW v;
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW v AS
 SELECT t.a
   FROM t;

-- down
DROP MATERIALIZED VIEW v;
CREATE VIEW v AS
 SELECT t.a
   FROM t;
