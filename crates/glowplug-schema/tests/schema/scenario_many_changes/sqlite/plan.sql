-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW abc;
CREATE TABLE d (
    id INTEGER PRIMARY KEY,
    c_id INTEGER NOT NULL REFERENCES c (id)
);
-- `a` is recreated: SQLite cannot change it in place
CREATE TABLE new_a (
    id INTEGER PRIMARY KEY,
    x TEXT NOT NULL
);
-- table-rewrite: all rows of `a` are rewritten
-- may-fail: it fails where `a.x` is `NULL`
INSERT INTO new_a (id, x)
SELECT id, x
FROM a;
DROP TABLE a;
ALTER TABLE new_a RENAME TO a;
-- `b` is recreated: SQLite cannot change it in place
CREATE TABLE new_b (
    id INTEGER PRIMARY KEY,
    a_id INTEGER NOT NULL REFERENCES a (id)
);
-- table-rewrite: all rows of `b` are rewritten
-- may-fail: it fails where `b.a_id` is `NULL`
INSERT INTO new_b (id, a_id)
SELECT id, a_id
FROM b;
DROP TABLE b;
ALTER TABLE new_b RENAME TO b;
-- `c` is recreated: SQLite cannot change it in place
CREATE TABLE new_c (
    id INTEGER PRIMARY KEY,
    b_id INTEGER NOT NULL REFERENCES b (id) ON DELETE CASCADE,
    y TEXT
);
-- table-rewrite: all rows of `c` are rewritten
-- may-fail: it fails where `c.b_id` is `NULL`
INSERT INTO new_c (id, b_id)
SELECT id, b_id
FROM c;
DROP TABLE c;
ALTER TABLE new_c RENAME TO c;
CREATE INDEX d_c ON d (c_id);
CREATE VIEW abc AS
SELECT a.x, c.id, c.y
FROM a JOIN b ON b.a_id = a.id JOIN c ON c.b_id = b.id;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW abc;
-- data-loss: all rows of `d` are lost
DROP TABLE d;
-- `a` is recreated: SQLite cannot change it in place
CREATE TABLE new_a (
    id INTEGER PRIMARY KEY,
    x TEXT
);
-- table-rewrite: all rows of `a` are rewritten
INSERT INTO new_a (id, x)
SELECT id, x
FROM a;
DROP TABLE a;
ALTER TABLE new_a RENAME TO a;
-- `b` is recreated: SQLite cannot change it in place
CREATE TABLE new_b (
    id INTEGER PRIMARY KEY,
    a_id INTEGER REFERENCES a (id)
);
-- table-rewrite: all rows of `b` are rewritten
INSERT INTO new_b (id, a_id)
SELECT id, a_id
FROM b;
DROP TABLE b;
ALTER TABLE new_b RENAME TO b;
-- `c` is recreated: SQLite cannot change it in place
CREATE TABLE new_c (
    id INTEGER PRIMARY KEY,
    b_id INTEGER REFERENCES b (id) ON DELETE CASCADE
);
-- table-rewrite: all rows of `c` are rewritten
-- data-loss: the values of `c.y` are lost
INSERT INTO new_c (id, b_id)
SELECT id, b_id
FROM c;
DROP TABLE c;
ALTER TABLE new_c RENAME TO c;
CREATE VIEW abc AS
SELECT a.x, c.id
FROM a JOIN b ON b.a_id = a.id JOIN c ON c.b_id = b.id;
COMMIT;
PRAGMA foreign_keys = ON;
