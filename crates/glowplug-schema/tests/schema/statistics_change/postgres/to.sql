CREATE TABLE t (id int PRIMARY KEY, a bigint, b int, c text, e int GENERATED ALWAYS AS (b + 1) STORED);
CREATE STATISTICS stays (dependencies) ON a, b FROM t;
CREATE STATISTICS changes (ndistinct, mcv) ON a, b FROM t;
ALTER STATISTICS changes SET STATISTICS 500;
COMMENT ON STATISTICS changes IS 'for the report';
CREATE STATISTICS comes ON b, e FROM t;
CREATE STATISTICS of_expressions ON lower(c), (a + b) FROM t;
