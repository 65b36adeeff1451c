-- up
-- data-loss: the values of `a` are lost
-- data-loss: the values of `b` are lost
ALTER TABLE t
    DROP COLUMN a,
    DROP COLUMN b,
    ADD COLUMN c varchar(20),
    ADD COLUMN d int NOT NULL DEFAULT 0;

-- down
-- data-loss: the values of `c` are lost
-- data-loss: the values of `d` are lost
ALTER TABLE t
    DROP COLUMN c,
    DROP COLUMN d,
    ADD COLUMN a varchar(20),
    ADD COLUMN b varchar(20);
