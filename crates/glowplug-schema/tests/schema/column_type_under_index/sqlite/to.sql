CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b BIGINT);
CREATE INDEX t_a_idx ON t (lower(a)) WHERE b > 1;
CREATE INDEX t_b_idx ON t (b);
