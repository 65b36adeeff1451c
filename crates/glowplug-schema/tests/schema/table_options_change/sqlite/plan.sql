-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `s` is recreated: SQLite cannot change it in place
CREATE TABLE new_s (
    a TEXT,
    n INT
) STRICT;
-- table-rewrite: all rows of `s` are rewritten
-- may-fail: it fails where `s` has values of other types than its columns
INSERT INTO new_s (rowid, a, n)
SELECT rowid, a, n
FROM s;
DROP TABLE s;
ALTER TABLE new_s RENAME TO s;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    a TEXT NOT NULL PRIMARY KEY,
    n INTEGER
) WITHOUT ROWID;
-- table-rewrite: all rows of `t` are rewritten
-- may-fail: it fails where `t.a` is `NULL`
INSERT INTO new_t (a, n)
SELECT a, n
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
-- `s` is recreated: SQLite cannot change it in place
CREATE TABLE new_s (
    a TEXT,
    n INT
);
-- table-rewrite: all rows of `s` are rewritten
INSERT INTO new_s (rowid, a, n)
SELECT rowid, a, n
FROM s;
DROP TABLE s;
ALTER TABLE new_s RENAME TO s;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    a TEXT PRIMARY KEY,
    n INTEGER
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (a, n)
SELECT a, n
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
