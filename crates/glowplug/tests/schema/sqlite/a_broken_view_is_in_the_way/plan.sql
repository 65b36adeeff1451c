-- up
-- alone
-- Foreign keys are off while tables are made again: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW broken;
-- `t` is made again: SQLite cannot change it in place
CREATE TABLE new_t (
    a TEXT NOT NULL
);
-- table-rewrite: all rows of `t` are written again
-- may-fail: it fails where `t.a` is `NULL`
INSERT INTO new_t (a)
SELECT a
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
-- Foreign keys are off while tables are made again: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW broken;
-- `t` is made again: SQLite cannot change it in place
CREATE TABLE new_t (
    a TEXT
);
-- table-rewrite: all rows of `t` are written again
INSERT INTO new_t (a)
SELECT a
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE VIEW broken AS
SELECT *
FROM nowhere;
COMMIT;
PRAGMA foreign_keys = ON;
