-- up
-- table-rewrite: `d` is computed for every row
-- long-lock: `d` is computed for every row
ALTER TABLE t
    MODIFY COLUMN b int GENERATED ALWAYS AS (`a` + 2) VIRTUAL,
    ADD COLUMN d int GENERATED ALWAYS AS (`c` - `b`) STORED;

-- down
ALTER TABLE t
    DROP COLUMN d,
    MODIFY COLUMN b int GENERATED ALWAYS AS (`a` + 1) VIRTUAL;
