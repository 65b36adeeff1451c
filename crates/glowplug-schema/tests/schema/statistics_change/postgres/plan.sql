-- up
-- table-rewrite: each row's value is computed
ALTER TABLE t ADD COLUMN e integer GENERATED ALWAYS AS (b + 1) STORED;
CREATE STATISTICS comes ON b, e FROM t;
DROP STATISTICS changes;
DROP STATISTICS goes;
-- data-loss: the values of t.d are lost
ALTER TABLE t DROP COLUMN d;
-- table-rewrite: values are converted
ALTER TABLE t ALTER COLUMN a TYPE bigint USING a::bigint;
CREATE STATISTICS changes (ndistinct, mcv) ON a, b FROM t;
ALTER STATISTICS changes SET STATISTICS 500;
COMMENT ON STATISTICS changes IS 'for the report';
CREATE STATISTICS of_expressions ON lower(c), (a + b) FROM t;

-- down
ALTER TABLE t ADD COLUMN d integer;
DROP STATISTICS changes;
DROP STATISTICS comes;
ALTER TABLE t DROP COLUMN e;
DROP STATISTICS of_expressions;
-- table-rewrite: values are converted
-- may-fail: t.a may hold numbers beyond the range of the new type
ALTER TABLE t ALTER COLUMN a TYPE integer USING a::integer;
CREATE STATISTICS changes (ndistinct) ON a, b FROM t;
CREATE STATISTICS goes ON a, d FROM t;
