-- up
-- alone
-- Foreign keys are off while tables are made again: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP INDEX x_idx;
-- `b` is made again: SQLite cannot change it in place
CREATE TABLE new_b (
    x INTEGER NOT NULL
);
-- table-rewrite: all rows of `b` are written again
-- may-fail: it fails where `b.x` is `NULL`
INSERT INTO new_b (x)
SELECT x
FROM b;
DROP TABLE b;
ALTER TABLE new_b RENAME TO b;
CREATE INDEX x_idx ON b (x);
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are made again: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `b` is made again: SQLite cannot change it in place
CREATE TABLE new_b (
    x INTEGER
);
-- table-rewrite: all rows of `b` are written again
INSERT INTO new_b (x)
SELECT x
FROM b;
DROP TABLE b;
ALTER TABLE new_b RENAME TO b;
CREATE INDEX x_idx ON a (x);
COMMIT;
PRAGMA foreign_keys = ON;
