-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    active BIGINT NOT NULL DEFAULT 1,
    old SMALLINT
);
-- table-rewrite: all rows of `t` are rewritten
INSERT INTO new_t (id, active, old)
SELECT id, active, old
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
    active BOOLEAN NOT NULL DEFAULT 1,
    old BOOLEAN
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.active` may become others: each number but 0 is read as true
-- data-loss: values of `t.old` may become others: each number but 0 is read as true
INSERT INTO new_t (id, active, old)
SELECT id, active, old
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
