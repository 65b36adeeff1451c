-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    a INTEGER,
    b INTEGER,
    CONSTRAINT c CHECK (a <= b),
    CONSTRAINT d CHECK (a IS NOT NULL OR b IS NOT NULL)
);
-- table-rewrite: all rows of `t` are rewritten
-- may-fail: it fails where rows of `t` do not fit `a <= b`
-- may-fail: it fails where rows of `t` do not fit `a IS NOT NULL OR b IS NOT NULL`
INSERT INTO new_t (rowid, a, b)
SELECT rowid, a, b
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
    CHECK (b > 0),
    CONSTRAINT c CHECK (a < b)
);
-- table-rewrite: all rows of `t` are rewritten
-- may-fail: it fails where rows of `t` do not fit `b > 0`
-- may-fail: it fails where rows of `t` do not fit `a < b`
INSERT INTO new_t (rowid, a, b)
SELECT rowid, a, b
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
