-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `children` is recreated: SQLite cannot change it in place
CREATE TABLE new_children (
    id INTEGER PRIMARY KEY,
    a INTEGER,
    b INTEGER,
    CONSTRAINT family FOREIGN KEY (a, b) REFERENCES parents (a, b) ON DELETE CASCADE
);
-- table-rewrite: all rows of `children` are rewritten
-- may-fail: it fails where rows of `children` have no row in `parents`
INSERT INTO new_children (id, a, b)
SELECT id, a, b
FROM children;
DROP TABLE children;
ALTER TABLE new_children RENAME TO children;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `children` is recreated: SQLite cannot change it in place
CREATE TABLE new_children (
    id INTEGER PRIMARY KEY,
    a INTEGER,
    b INTEGER
);
-- table-rewrite: all rows of `children` are rewritten
INSERT INTO new_children (id, a, b)
SELECT id, a, b
FROM children;
DROP TABLE children;
ALTER TABLE new_children RENAME TO children;
COMMIT;
PRAGMA foreign_keys = ON;
