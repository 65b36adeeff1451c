-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW v;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    a BIGINT
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (id, a)
SELECT id, a
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE VIEW v AS
SELECT a
FROM t;
CREATE TRIGGER put INSTEAD OF INSERT ON v
BEGIN
    INSERT INTO t (a) VALUES (new.a);
END;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW v;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    a INTEGER
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.a` may become others: numbers beyond the range of the new type are cut
INSERT INTO new_t (id, a)
SELECT id, a
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE VIEW v AS
SELECT a
FROM t;
CREATE TRIGGER put INSTEAD OF INSERT ON v
BEGIN
    INSERT INTO t (a) VALUES (new.a);
END;
COMMIT;
PRAGMA foreign_keys = ON;
