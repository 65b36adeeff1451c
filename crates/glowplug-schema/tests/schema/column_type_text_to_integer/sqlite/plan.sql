-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    n INTEGER DEFAULT 0
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.n` may become others: text that looks like a number becomes that number, `007` becomes 7
INSERT INTO new_t (id, n)
SELECT id, n
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
    n TEXT DEFAULT '0'
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (id, n)
SELECT id, n
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
