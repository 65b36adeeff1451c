-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    a INTEGER UNIQUE,
    b INTEGER,
    c INTEGER,
    UNIQUE (b, c) ON CONFLICT REPLACE
);
-- table-rewrite: all rows of `t` are rewritten
-- may-fail: it fails where rows of `t` have the same `a`
-- may-fail: it fails where rows of `t` have the same `b`, `c`
INSERT OR ABORT INTO new_t (rowid, a, b, c)
SELECT rowid, a, b, c
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    a INTEGER,
    b INTEGER,
    c INTEGER,
    UNIQUE (a, b)
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (rowid, a, b, c)
SELECT rowid, a, b, c
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
