-- up
-- alone
-- Foreign keys are off while tables are made again: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `items` is made again: SQLite cannot change it in place
CREATE TABLE new_items (
    id INTEGER PRIMARY KEY,
    name TEXT
);
-- table-rewrite: all rows of `items` are written again
-- data-loss: the values of `items.price` go
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
-- data-loss: the values of `items.name` go
-- table-rewrite: all rows of `items` are written again
ALTER TABLE items DROP COLUMN name;
