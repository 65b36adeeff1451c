-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    a INTEGER,
    b INTEGER GENERATED ALWAYS AS (a + 2) VIRTUAL,
    c INTEGER GENERATED ALWAYS AS (b * 2) VIRTUAL,
    d INTEGER GENERATED ALWAYS AS (c - b) STORED
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (id, a)
SELECT id, a
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
    a INTEGER,
    b INTEGER GENERATED ALWAYS AS (a + 1) VIRTUAL,
    c INTEGER GENERATED ALWAYS AS (b * 2) VIRTUAL
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (id, a)
SELECT id, a
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
