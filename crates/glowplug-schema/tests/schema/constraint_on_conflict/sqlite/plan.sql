-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    a TEXT UNIQUE ON CONFLICT REPLACE,
    b TEXT NOT NULL ON CONFLICT IGNORE
);
-- table-rewrite: all rows of `t` are rewritten
INSERT OR ABORT INTO new_t (id, a, b)
SELECT id, a, b
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
    id INTEGER PRIMARY KEY ON CONFLICT REPLACE,
    a TEXT UNIQUE ON CONFLICT IGNORE,
    b TEXT NOT NULL ON CONFLICT FAIL
);
-- table-rewrite: all rows of `t` are rewritten
INSERT OR ABORT INTO new_t (id, a, b)
SELECT id, a, b
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
