-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    a TEXT,
    b INTEGER
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.b` may become others: text that looks like a number becomes that number, `007` becomes 7
INSERT INTO new_t (id, a, b)
SELECT id, a, b
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
    a INTEGER,
    b TEXT
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.a` may become others: text that looks like a number becomes that number, `007` becomes 7
INSERT INTO new_t (id, a, b)
SELECT id, a, b
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
