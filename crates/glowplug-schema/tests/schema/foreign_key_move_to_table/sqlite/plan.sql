-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `b` is recreated: SQLite cannot change it in place
CREATE TABLE new_b (
    id INTEGER PRIMARY KEY,
    a INTEGER
);
-- table-rewrite: all rows of `b` are rewritten
INSERT INTO new_b (id, a)
SELECT id, a
FROM b;
DROP TABLE b;
ALTER TABLE new_b RENAME TO b;
-- `c` is recreated: SQLite cannot change it in place
CREATE TABLE new_c (
    id INTEGER PRIMARY KEY,
    a INTEGER,
    CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a (id)
);
-- table-rewrite: all rows of `c` are rewritten
-- may-fail: it fails where rows of `c` have no row in `a`
INSERT INTO new_c (id, a)
SELECT id, a
FROM c;
DROP TABLE c;
ALTER TABLE new_c RENAME TO c;
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
    a INTEGER,
    CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a (id)
);
-- table-rewrite: all rows of `b` are rewritten
-- may-fail: it fails where rows of `b` have no row in `a`
INSERT INTO new_b (id, a)
SELECT id, a
FROM b;
DROP TABLE b;
ALTER TABLE new_b RENAME TO b;
-- `c` is recreated: SQLite cannot change it in place
CREATE TABLE new_c (
    id INTEGER PRIMARY KEY,
    a INTEGER
);
-- table-rewrite: all rows of `c` are rewritten
INSERT INTO new_c (id, a)
SELECT id, a
FROM c;
DROP TABLE c;
ALTER TABLE new_c RENAME TO c;
COMMIT;
PRAGMA foreign_keys = ON;
