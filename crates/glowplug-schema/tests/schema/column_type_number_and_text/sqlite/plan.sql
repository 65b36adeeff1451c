-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    a TEXT,
    b INTEGER,
    c INTEGER,
    d VARCHAR(255),
    e TEXT,
    f BIGINT
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.b` may become others: text that looks like a number becomes that number, `007` becomes 7
-- data-loss: values of `t.c` may become others: the fractions of numbers are cut
-- data-loss: values of `t.e` may become others: bytes that are no UTF-8 cannot be read as text
INSERT INTO new_t (id, a, b, c, d, e, f)
SELECT id, a, b, c, d, CAST(e AS TEXT), f
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
    b TEXT,
    c REAL,
    d VARCHAR(10),
    e BLOB,
    f INT
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.a` may become others: text that looks like a number becomes that number, `007` becomes 7
-- data-loss: values of `t.c` may become others: whole numbers beyond 2^24 are rounded
-- data-loss: values of `t.f` may become others: numbers beyond the range of the new type are cut
INSERT INTO new_t (id, a, b, c, d, e, f)
SELECT id, a, b, c, d, CAST(e AS BLOB), f
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
COMMIT;
PRAGMA foreign_keys = ON;
