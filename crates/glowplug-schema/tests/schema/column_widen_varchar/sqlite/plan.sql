-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    name VARCHAR(200) NOT NULL
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (id, name)
SELECT id, name
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE UNIQUE INDEX t_name ON t (name);
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
    name VARCHAR(20) NOT NULL
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (id, name)
SELECT id, name
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE UNIQUE INDEX t_name ON t (name);
COMMIT;
PRAGMA foreign_keys = ON;
