-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    body TEXT
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: the rows of `t` get other rowids, and `found` knows them by these
INSERT INTO new_t (id, body)
SELECT id, body
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
-- `w` is recreated: SQLite cannot change it in place
CREATE TABLE new_w (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL
);
-- table-rewrite: all rows of `w` are rewritten
-- may-fail: it fails where `w.body` is `NULL`
INSERT INTO new_w (rowid, id, body)
SELECT rowid, id, body
FROM w;
DROP TABLE w;
ALTER TABLE new_w RENAME TO w;
CREATE TRIGGER noted AFTER INSERT ON w
BEGIN
    INSERT INTO log VALUES (new.rowid);
END;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id BIGINT PRIMARY KEY,
    body TEXT
);
-- table-rewrite: all rows of `t` are rewritten
-- may-fail: an insert into `t` that leaves out `id` gets no number any more: SQLite numbers an `INTEGER PRIMARY KEY` alone
INSERT INTO new_t (rowid, id, body)
SELECT id, id, body
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
-- `w` is recreated: SQLite cannot change it in place
CREATE TABLE new_w (
    id TEXT PRIMARY KEY,
    body TEXT
);
-- table-rewrite: all rows of `w` are rewritten
INSERT INTO new_w (rowid, id, body)
SELECT rowid, id, body
FROM w;
DROP TABLE w;
ALTER TABLE new_w RENAME TO w;
CREATE TRIGGER noted AFTER INSERT ON w
BEGIN
    INSERT INTO log VALUES (new.rowid);
END;
COMMIT;
PRAGMA foreign_keys = ON;
