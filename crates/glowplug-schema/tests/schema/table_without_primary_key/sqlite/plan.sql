-- up
CREATE TABLE u (
    x NUMERIC(10, 2),
    y DOUBLE PRECISION
);
ALTER TABLE t ADD COLUMN c;

-- down
-- data-loss: all rows of `u` are lost
DROP TABLE u;
-- data-loss: the values of `t.c` are lost
-- table-rewrite: all rows of `t` are rewritten
ALTER TABLE t DROP COLUMN c;
