-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `b` is recreated: SQLite cannot change it in place
CREATE TABLE new_b (
    id INTEGER PRIMARY KEY,
    a INTEGER NOT NULL REFERENCES a (id) ON DELETE CASCADE
);
-- table-rewrite: all rows of `b` are rewritten
-- may-fail: it fails where `b.a` is `NULL`
INSERT INTO new_b (id, a)
SELECT id, a
FROM b;
DROP TABLE b;
ALTER TABLE new_b RENAME TO b;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `b` is recreated: SQLite cannot change it in place
CREATE TABLE new_b (
    id INTEGER PRIMARY KEY,
    a INTEGER REFERENCES a (id) ON DELETE SET NULL
);
-- table-rewrite: all rows of `b` are rewritten
INSERT INTO new_b (id, a)
SELECT id, a
FROM b;
DROP TABLE b;
ALTER TABLE new_b RENAME TO b;
COMMIT;
PRAGMA foreign_keys = ON;
