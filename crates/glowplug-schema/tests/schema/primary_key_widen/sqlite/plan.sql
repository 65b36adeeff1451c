-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id BIGINT PRIMARY KEY,
    a TEXT
);
-- table-rewrite: all rows of `t` are rewritten
-- may-fail: an insert into `t` that leaves out `id` gets no number any more: SQLite numbers an `INTEGER PRIMARY KEY` alone
INSERT INTO new_t (rowid, id, a)
SELECT id, id, a
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
    a TEXT
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (id, a)
SELECT id, a
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
