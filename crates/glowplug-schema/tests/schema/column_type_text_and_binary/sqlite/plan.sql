-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    a BLOB,
    b TEXT
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.b` may become others: bytes that are no UTF-8 cannot be read as text
INSERT INTO new_t (id, a, b)
SELECT id, CAST(a AS BLOB), CAST(b AS TEXT)
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
    a TEXT,
    b BLOB
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.a` may become others: bytes that are no UTF-8 cannot be read as text
INSERT INTO new_t (id, a, b)
SELECT id, CAST(a AS TEXT), CAST(b AS BLOB)
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
