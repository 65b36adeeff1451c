-- up
CREATE TABLE u (
    x NUMERIC(10, 2),
    y DOUBLE PRECISION
);
ALTER TABLE t ADD COLUMN c;

-- down
-- data-loss: all rows of `u` go
DROP TABLE u;
-- data-loss: the values of `t.c` go
-- table-rewrite: all rows of `t` are written again
ALTER TABLE t DROP COLUMN c;
