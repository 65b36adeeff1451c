-- up
DROP INDEX t_a_idx;
-- may-fail: it fails where rows of `t` have the same key in `t_b_idx`
CREATE UNIQUE INDEX t_b_idx ON t (b);

-- down
DROP INDEX t_b_idx;
CREATE INDEX t_a_idx ON t (a);
