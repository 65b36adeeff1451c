-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    a INTEGER,
    b INTEGER,
    CONSTRAINT positive CHECK (b > 0),
    CONSTRAINT t_a_key UNIQUE (a)
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (rowid, a, b)
SELECT rowid, a, b
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
    a INTEGER UNIQUE,
    b INTEGER,
    CHECK (b > 0)
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (rowid, a, b)
SELECT rowid, a, b
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
