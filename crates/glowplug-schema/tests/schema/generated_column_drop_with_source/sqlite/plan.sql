-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `items` is recreated: SQLite cannot change it in place
CREATE TABLE new_items (
    id INTEGER PRIMARY KEY,
    name TEXT
);
-- table-rewrite: all rows of `items` are rewritten
-- data-loss: the values of `items.price` are lost
INSERT INTO new_items (id)
SELECT id
FROM items;
DROP TABLE items;
ALTER TABLE new_items RENAME TO items;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
ALTER TABLE items ADD COLUMN price INTEGER;
ALTER TABLE items ADD COLUMN gross INTEGER GENERATED ALWAYS AS (price * 2) VIRTUAL;
-- data-loss: the values of `items.name` are lost
-- table-rewrite: all rows of `items` are rewritten
ALTER TABLE items DROP COLUMN name;
