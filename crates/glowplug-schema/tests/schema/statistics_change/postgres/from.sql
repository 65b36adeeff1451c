CREATE TABLE t (id int PRIMARY KEY, a int, b int, c text, d int);
CREATE STATISTICS stays (dependencies) ON a, b FROM t;
CREATE STATISTICS changes (ndistinct) ON a, b FROM t;
CREATE STATISTICS goes ON a, d FROM t;
