-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `items` is recreated: SQLite cannot change it in place
CREATE TABLE new_items (
    id INTEGER PRIMARY KEY,
    price INTEGER NOT NULL,
    with_tax GENERATED ALWAYS AS (price * 119 / 100) STORED
);
-- table-rewrite: all rows of `items` are rewritten
INSERT INTO new_items (id, price)
SELECT id, price
FROM items;
DROP TABLE items;
ALTER TABLE new_items RENAME TO items;
CREATE INDEX items_with_tax ON items (with_tax);
COMMIT;
PRAGMA foreign_keys = ON;

-- down
DROP INDEX items_with_tax;
ALTER TABLE items DROP COLUMN with_tax;
