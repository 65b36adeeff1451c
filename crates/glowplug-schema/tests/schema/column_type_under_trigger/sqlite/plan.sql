-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    a BIGINT,
    b VARCHAR(9)
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (id, a, b)
SELECT id, a, b
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE TRIGGER t_a AFTER UPDATE OF a ON t
WHEN old.b IS NOT new.b
BEGIN
    UPDATE t SET a = old.a + 1 WHERE id = new.id;
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
    id INTEGER PRIMARY KEY,
    a INTEGER,
    b TEXT
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.a` may become others: numbers beyond the range of the new type are cut
INSERT INTO new_t (id, a, b)
SELECT id, a, b
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE TRIGGER t_a AFTER UPDATE OF a ON t
WHEN old.b IS NOT new.b
BEGIN
    UPDATE t SET a = old.a + 1 WHERE id = new.id;
END;
COMMIT;
PRAGMA foreign_keys = ON;
