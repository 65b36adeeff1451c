-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY DESC,
    a TEXT NOT NULL,
    b TEXT COLLATE NOCASE,
    UNIQUE (a COLLATE NOCASE, b DESC)
);
-- table-rewrite: all rows of `t` are rewritten
-- may-fail: it fails where `t.a` is `NULL`
INSERT INTO new_t (rowid, id, a)
SELECT rowid, id, a
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
    id INTEGER PRIMARY KEY DESC,
    a TEXT
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: the values of `t.b` are lost
INSERT INTO new_t (rowid, id, a)
SELECT rowid, id, a
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
