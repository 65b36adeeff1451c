-- up
-- alone
-- Foreign keys are off while tables are made again: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is made again: SQLite cannot change it in place
CREATE TABLE new_t (
    a INTEGER NOT NULL,
    b TEXT NOT NULL,
    c TEXT,
    PRIMARY KEY (a, b)
);
-- table-rewrite: all rows of `t` are written again
INSERT INTO new_t (a, b, c)
SELECT a, b, c
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are made again: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is made again: SQLite cannot change it in place
CREATE TABLE new_t (
    a INTEGER NOT NULL PRIMARY KEY,
    b TEXT NOT NULL,
    c TEXT
);
-- table-rewrite: all rows of `t` are written again
-- may-fail: it fails where rows of `t` have the same `a`
INSERT INTO new_t (a, b, c)
SELECT a, b, c
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
