-- up
-- long-lock: the order of texts changes
ALTER TABLE t
    ALTER COLUMN code TYPE text,
    ALTER COLUMN name TYPE text COLLATE "C";

-- down
-- long-lock: the order of texts changes
ALTER TABLE t
    ALTER COLUMN code TYPE text COLLATE "C",
    ALTER COLUMN name TYPE text;
