-- up
-- may-fail: rows with NULL in `x` are refused
-- table-rewrite: whether `x` takes NULL changes
ALTER TABLE b
    MODIFY COLUMN x int NOT NULL,
    ADD KEY x_idx (x);
ALTER TABLE a DROP KEY x_idx;

-- down
-- table-rewrite: whether `x` takes NULL changes
ALTER TABLE b
    DROP KEY x_idx,
    MODIFY COLUMN x int;
ALTER TABLE a ADD KEY x_idx (x);
