-- up
-- may-fail: rows with NULL in `a` are refused
-- table-rewrite: whether `a` takes NULL changes
ALTER TABLE t
    MODIFY COLUMN a varchar(20) NOT NULL,
    ADD COLUMN b varchar(20),
    ADD UNIQUE KEY t_a (a, b DESC);

-- down
-- data-loss: the values of `b` are lost
-- table-rewrite: whether `a` takes NULL changes
ALTER TABLE t
    DROP KEY t_a,
    DROP COLUMN b,
    MODIFY COLUMN a varchar(20);
