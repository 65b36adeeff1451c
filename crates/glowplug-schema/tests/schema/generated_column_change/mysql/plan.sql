-- up
-- table-rewrite: `a` is computed again for every row
-- long-lock: `a` is computed again for every row
-- table-rewrite: `c` is computed for every row
-- long-lock: `c` is computed for every row
ALTER TABLE line_items
    DROP KEY lines_c,
    DROP COLUMN c,
    MODIFY COLUMN a int GENERATED ALWAYS AS (`amount` * `price` * 2) STORED,
    MODIFY COLUMN b int GENERATED ALWAYS AS (`amount` + 2) VIRTUAL,
    MODIFY COLUMN d int,
    ADD COLUMN c int GENERATED ALWAYS AS (`amount`) STORED AFTER b,
    ADD KEY lines_c (c, id);

-- down
-- table-rewrite: `a` is computed again for every row
-- long-lock: `a` is computed again for every row
-- data-loss: the values of `d` are computed from now on
-- table-rewrite: the values of `d` are computed from now on
-- long-lock: the values of `d` are computed from now on
ALTER TABLE line_items
    DROP KEY lines_c,
    DROP COLUMN c,
    MODIFY COLUMN a int GENERATED ALWAYS AS (`amount` * `price`) STORED,
    MODIFY COLUMN b int GENERATED ALWAYS AS (`amount` + 1) VIRTUAL,
    MODIFY COLUMN d int GENERATED ALWAYS AS (`amount`) STORED,
    ADD COLUMN c int GENERATED ALWAYS AS (`amount`) VIRTUAL AFTER b,
    ADD KEY lines_c (c, id);
