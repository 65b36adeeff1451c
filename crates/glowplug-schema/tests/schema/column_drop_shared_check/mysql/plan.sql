-- up
-- data-loss: the values of `c` are lost
ALTER TABLE a
    DROP CONSTRAINT b_c,
    DROP KEY a_b_c,
    DROP COLUMN c,
    ADD KEY a_b_c (b);

-- down
-- table-rewrite: every row is checked for `b_c`
-- long-lock: every row is checked for `b_c`
ALTER TABLE a
    DROP KEY a_b_c,
    ADD COLUMN c int,
    ADD KEY a_b_c (b, c),
    ADD CONSTRAINT b_c CHECK (`b` < `c`);
