-- up
DROP INDEX t_a_idx;
-- alone
-- may-fail: rows of t may have the same b
CREATE UNIQUE INDEX CONCURRENTLY t_b_idx ON t (b);

-- down
DROP INDEX t_b_idx;
-- long-lock: the index is built at once
CREATE INDEX t_a_idx ON t (a);
