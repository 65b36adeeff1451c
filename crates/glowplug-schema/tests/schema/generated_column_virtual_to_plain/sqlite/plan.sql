-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `items` is recreated: SQLite cannot change it in place
CREATE TABLE new_items (
    id INTEGER PRIMARY KEY,
    price INTEGER NOT NULL,
    gross INTEGER
);
-- table-rewrite: all rows of `items` are rewritten
INSERT INTO new_items (id, price, gross)
SELECT id, price, gross
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
    price INTEGER NOT NULL,
    gross INTEGER GENERATED ALWAYS AS (price * 2) VIRTUAL
);
-- table-rewrite: all rows of `items` are rewritten
-- data-loss: the values of `items.gross` are lost
INSERT INTO new_items (id, price)
SELECT id, price
FROM items;
DROP TABLE items;
ALTER TABLE new_items RENAME TO items;
COMMIT;
PRAGMA foreign_keys = ON;
