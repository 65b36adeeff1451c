-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `items` is recreated: SQLite cannot change it in place
CREATE TABLE new_items (
    id INTEGER PRIMARY KEY,
    name VARCHAR(20),
    price DECIMAL(10, 2),
    amount SMALLINT
);
-- table-rewrite: all rows of `items` are rewritten
-- data-loss: values of `items.amount` may become others: numbers beyond the range of the new type are cut
INSERT INTO new_items (id, name, price, amount)
SELECT id, name, price, amount
FROM items;
DROP TABLE items;
ALTER TABLE new_items RENAME TO items;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `items` is recreated: SQLite cannot change it in place
CREATE TABLE new_items (
    id INTEGER PRIMARY KEY,
    name VARCHAR(100),
    price DECIMAL(10, 4),
    amount BIGINT
);
-- table-rewrite: all rows of `items` are rewritten
INSERT INTO new_items (id, name, price, amount)
SELECT id, name, price, amount
FROM items;
DROP TABLE items;
ALTER TABLE new_items RENAME TO items;
COMMIT;
PRAGMA foreign_keys = ON;
