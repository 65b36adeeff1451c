-- up
DROP VIEW v;
DROP INDEX t_changed_idx;
-- data-loss: the values of t.bound are gone
ALTER TABLE t DROP COLUMN bound;
ALTER TABLE t DROP COLUMN changed;
-- table-rewrite: each row's value is computed
ALTER TABLE t
    ADD COLUMN changed integer GENERATED ALWAYS AS (a - b) STORED,
    ADD COLUMN bound integer GENERATED ALWAYS AS (b * 2) STORED;
ALTER TABLE t ALTER COLUMN freed DROP EXPRESSION;
CREATE VIEW v AS
 SELECT t.changed
   FROM t;
-- alone
CREATE INDEX CONCURRENTLY t_changed_idx ON t (changed);

-- down
DROP VIEW v;
DROP INDEX t_changed_idx;
ALTER TABLE t DROP COLUMN changed;
-- data-loss: the values of t.freed are gone
ALTER TABLE t DROP COLUMN freed;
-- table-rewrite: each row's value is computed
ALTER TABLE t
    ADD COLUMN changed integer GENERATED ALWAYS AS (a + b) STORED,
    ADD COLUMN freed integer GENERATED ALWAYS AS (a * 2) STORED;
ALTER TABLE t ALTER COLUMN bound DROP EXPRESSION;
-- long-lock: the index is built at once
CREATE INDEX t_changed_idx ON t (changed);
CREATE VIEW v AS
 SELECT t.changed
   FROM t;
