-- up
-- alone
-- Foreign keys are off while tables are made again: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is made again: SQLite cannot change it in place
CREATE TABLE new_t (
    a INTEGER UNIQUE,
    b INTEGER,
    c INTEGER,
    UNIQUE (b, c) ON CONFLICT REPLACE
);
-- table-rewrite: all rows of `t` are written again
-- may-fail: it fails where rows of `t` have the same `a`
-- may-fail: it fails where rows of `t` have the same `b`, `c`
INSERT OR ABORT INTO new_t (a, b, c)
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
    a INTEGER,
    b INTEGER,
    c INTEGER,
    UNIQUE (a, b)
);
-- table-rewrite: all rows of `t` are written again
INSERT INTO new_t (a, b, c)
SELECT a, b, c
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
