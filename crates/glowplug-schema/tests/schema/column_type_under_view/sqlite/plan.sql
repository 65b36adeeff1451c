-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW dear;
DROP VIEW prices;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    price NUMERIC(10, 2),
    name TEXT
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.price` may become others: whole numbers beyond 2^53 are rounded
INSERT INTO new_t (id, price, name)
SELECT id, price, name
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE VIEW prices AS
SELECT id, price
FROM t;
CREATE VIEW dear AS
SELECT id
FROM prices
WHERE price > 10;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW dear;
DROP VIEW prices;
-- `t` is recreated: SQLite cannot change it in place
CREATE TABLE new_t (
    id INTEGER PRIMARY KEY,
    price INTEGER,
    name TEXT
);
-- table-rewrite: all rows of `t` are rewritten
-- data-loss: values of `t.price` may become others: the fractions of numbers are cut
INSERT INTO new_t (id, price, name)
SELECT id, price, name
FROM t;
DROP TABLE t;
ALTER TABLE new_t RENAME TO t;
CREATE VIEW prices AS
SELECT id, price
FROM t;
CREATE VIEW dear AS
SELECT id
FROM prices
WHERE price > 10;
COMMIT;
PRAGMA foreign_keys = ON;
