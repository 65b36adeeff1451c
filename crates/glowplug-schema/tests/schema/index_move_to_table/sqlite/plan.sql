-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP INDEX x_idx;
-- `b` is recreated: SQLite cannot change it in place
CREATE TABLE new_b (
    x INTEGER NOT NULL
);
-- table-rewrite: all rows of `b` are rewritten
-- may-fail: it fails where `b.x` is `NULL`
INSERT INTO new_b (rowid, x)
SELECT rowid, x
FROM b;
DROP TABLE b;
ALTER TABLE new_b RENAME TO b;
CREATE INDEX x_idx ON b (x);
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `b` is recreated: SQLite cannot change it in place
CREATE TABLE new_b (
    x INTEGER
);
-- table-rewrite: all rows of `b` are rewritten
INSERT INTO new_b (rowid, x)
SELECT rowid, x
FROM b;
DROP TABLE b;
ALTER TABLE new_b RENAME TO b;
CREATE INDEX x_idx ON a (x);
COMMIT;
PRAGMA foreign_keys = ON;
