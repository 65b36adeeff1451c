-- up
-- table-rewrite: `b` is computed for every row
-- long-lock: `b` is computed for every row
ALTER TABLE t
    DROP KEY t_b,
    DROP COLUMN b,
    DROP COLUMN c,
    ADD COLUMN b int GENERATED ALWAYS AS (`a` + 1) STORED,
    ADD COLUMN c int GENERATED ALWAYS AS (`a` + 2) VIRTUAL,
    ADD KEY t_b (b);

-- down
-- table-rewrite: `c` is computed for every row
-- long-lock: `c` is computed for every row
ALTER TABLE t
    DROP KEY t_b,
    DROP COLUMN b,
    DROP COLUMN c,
    ADD COLUMN b int GENERATED ALWAYS AS (`a` + 1) VIRTUAL,
    ADD COLUMN c int GENERATED ALWAYS AS (`a` + 2) STORED,
    ADD KEY t_b (b);
