-- up
DROP MATERIALIZED VIEW counts;
DROP VIEW kinds;
DROP FUNCTION is_a(kind);
DROP POLICY only_a ON t;
ALTER TABLE t DROP CONSTRAINT not_c;
DROP INDEX t_a_idx;
-- cannot be changed in place: another one takes its place
ALTER TYPE kind RENAME TO kind_old;
CREATE TYPE kind AS ENUM ('a', 'b');
-- table-rewrite: values are converted
-- may-fail: t.kind may hold 'c'
ALTER TABLE t ALTER COLUMN kind TYPE kind USING kind::text::kind;
DROP TYPE kind_old;
ALTER TABLE t ADD CONSTRAINT not_c CHECK (kind <> 'b'::kind) NOT VALID;
CREATE FUNCTION is_a(k kind)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (k = 'a'::kind);
-- long-lock: its query runs again
CREATE MATERIALIZED VIEW counts AS
 SELECT t.kind,
    count(*) AS n
   FROM t
  GROUP BY t.kind;
CREATE UNIQUE INDEX counts_idx ON counts (kind);
CREATE VIEW kinds AS
 SELECT t.kind,
    is_a(t.kind) AS a
   FROM t;
CREATE POLICY only_a ON t
    USING (kind = 'a'::kind);
-- alone
CREATE INDEX CONCURRENTLY t_a_idx ON t (id) WHERE (kind = 'a'::kind);
-- later
-- may-fail: rows of t may break it
ALTER TABLE t VALIDATE CONSTRAINT not_c;

-- down
ALTER TYPE kind ADD VALUE 'c';
