-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    name TEXT COLLATE NOCASE UNIQUE,
    other TEXT COLLATE RTRIM
);
-- table-rewrite: all rows of `t` are rewritten
-- may-fail: it fails where values of `t.name` are equal by their new collation
INSERT INTO new_t (id, name, other)
SELECT id, name, other
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
    id INTEGER PRIMARY KEY,
    name TEXT UNIQUE,
    other TEXT COLLATE NOCASE
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (id, name, other)
SELECT id, name, other
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
