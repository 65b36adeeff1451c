-- up
ALTER TABLE items DROP COLUMN gross;
-- data-loss: the values of items.price are lost
ALTER TABLE items DROP COLUMN price;
ALTER TABLE items ADD COLUMN name text;

-- down
-- data-loss: the values of items.name are lost
ALTER TABLE items DROP COLUMN name;
ALTER TABLE items ADD COLUMN price integer;
-- table-rewrite: each row's value is computed
ALTER TABLE items ADD COLUMN gross integer GENERATED ALWAYS AS (price * 2) STORED;
