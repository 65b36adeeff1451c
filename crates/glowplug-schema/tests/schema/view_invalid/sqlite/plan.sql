-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW broken;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    a TEXT NOT NULL
);
-- table-rewrite: all rows of `t` are rewritten
-- may-fail: it fails where `t.a` is `NULL`
INSERT INTO new_t (rowid, a)
SELECT rowid, a
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE VIEW broken AS
SELECT *
FROM nowhere;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW broken;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    a TEXT
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (rowid, a)
SELECT rowid, a
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE VIEW broken AS
SELECT *
FROM nowhere;
COMMIT;
PRAGMA foreign_keys = ON;
