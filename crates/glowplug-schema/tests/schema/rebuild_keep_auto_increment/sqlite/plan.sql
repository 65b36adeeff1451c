-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL
);
-- table-rewrite: all rows of `t` are rewritten
-- may-fail: it fails where `t.name` is `NULL`
INSERT INTO new_t (id, name)
SELECT id, name
FROM t;
DELETE FROM sqlite_sequence WHERE name = 'new_t';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'new_t', seq FROM sqlite_sequence WHERE name = 't';
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
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (id, name)
SELECT id, name
FROM t;
DELETE FROM sqlite_sequence WHERE name = 'new_t';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'new_t', seq FROM sqlite_sequence WHERE name = 't';
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
