-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    a INTEGER NOT NULL,
    b TEXT NOT NULL,
    c TEXT,
    PRIMARY KEY (a, b)
);
-- table-rewrite: all rows of `t` are rewritten
-- may-fail: an insert into `t` that leaves out `a` gets no number any more: SQLite numbers an `INTEGER PRIMARY KEY` alone
INSERT INTO new_t (rowid, a, b, c)
SELECT a, a, b, c
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
    a INTEGER NOT NULL PRIMARY KEY,
    b TEXT NOT NULL,
    c TEXT
);
-- table-rewrite: all rows of `t` are rewritten
-- may-fail: it fails where rows of `t` have the same `a`
INSERT INTO new_t (a, b, c)
SELECT a, b, c
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
