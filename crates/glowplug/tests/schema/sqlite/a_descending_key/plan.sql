-- up
-- alone
-- Foreign keys are off while tables are made again: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is made again: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY DESC,
    a TEXT NOT NULL,
    b TEXT COLLATE NOCASE,
    UNIQUE (a COLLATE NOCASE, b DESC)
);
-- table-rewrite: all rows of `t` are written again
-- may-fail: it fails where `t.a` is `NULL`
INSERT INTO new_t (id, a)
SELECT id, a
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are made again: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is made again: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY DESC,
    a TEXT
);
-- table-rewrite: all rows of `t` are written again
-- data-loss: the values of `t.b` go
INSERT INTO new_t (id, a)
SELECT id, a
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
