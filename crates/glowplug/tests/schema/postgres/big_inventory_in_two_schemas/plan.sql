-- up
DROP VIEW stock.low;
ALTER TABLE stock.supplies DROP CONSTRAINT supplies_sku_fkey;
CREATE TYPE stock.unit AS ENUM ('piece', 'kg');
ALTER TABLE suppliers
    ADD CONSTRAINT suppliers_name_null_check CHECK (name IS NOT NULL) NOT VALID;
ALTER TABLE stock.items ADD COLUMN unit stock.unit NOT NULL DEFAULT 'piece'::stock.unit;
-- table-rewrite: values are converted
-- may-fail: stock.items.amount may hold numbers beyond the range of the new type
ALTER TABLE stock.items
    ALTER COLUMN amount TYPE numeric(10,3) USING amount::numeric(10,3),
    ALTER COLUMN sku TYPE varchar(40) USING sku::varchar(40);
ALTER TABLE stock.supplies ADD COLUMN price numeric(10,2);
ALTER TABLE stock.supplies ALTER COLUMN sku TYPE varchar(40) USING sku::varchar(40);
ALTER TABLE stock.supplies
    ADD CONSTRAINT supplies_sku_fkey FOREIGN KEY (sku) REFERENCES stock.items(sku) ON UPDATE CASCADE NOT VALID;
CREATE VIEW stock.low AS
 SELECT items.sku,
    items.title,
    items.amount,
    items.unit
   FROM stock.items
  WHERE (items.amount < (5)::numeric);
-- later
-- may-fail: rows of suppliers may have no name
ALTER TABLE suppliers VALIDATE CONSTRAINT suppliers_name_null_check;
-- may-fail: rows of stock.supplies may reference no row of stock.items
ALTER TABLE stock.supplies VALIDATE CONSTRAINT supplies_sku_fkey;
ALTER TABLE suppliers ALTER COLUMN name SET NOT NULL;
ALTER TABLE suppliers DROP CONSTRAINT suppliers_name_null_check;

-- down
DROP VIEW stock.low;
ALTER TABLE stock.supplies DROP CONSTRAINT supplies_sku_fkey;
ALTER TABLE suppliers ALTER COLUMN name DROP NOT NULL;
-- data-loss: the values of stock.items.unit are gone
ALTER TABLE stock.items DROP COLUMN unit;
-- data-loss: values of stock.items.amount lose the fractions of numbers
-- table-rewrite: values are converted
-- may-fail: stock.items.amount may hold numbers beyond the range of the new type
-- data-loss: values of stock.items.sku lose what is longer than the new limit
-- may-fail: rows of stock.items may have the same sku
ALTER TABLE stock.items
    ALTER COLUMN amount TYPE integer USING amount::integer,
    ALTER COLUMN sku TYPE varchar(20) USING sku::varchar(20);
-- data-loss: the values of stock.supplies.price are gone
ALTER TABLE stock.supplies DROP COLUMN price;
-- data-loss: values of stock.supplies.sku lose what is longer than the new limit
-- table-rewrite: values are converted
-- may-fail: rows of stock.supplies may have the same sku, supplier_id
ALTER TABLE stock.supplies ALTER COLUMN sku TYPE varchar(20) USING sku::varchar(20);
-- may-fail: rows of stock.supplies may reference no row of stock.items
-- long-lock: all rows are looked at
ALTER TABLE stock.supplies
    ADD CONSTRAINT supplies_sku_fkey FOREIGN KEY (sku) REFERENCES stock.items(sku);
CREATE VIEW stock.low AS
 SELECT items.sku,
    items.title
   FROM stock.items
  WHERE (items.amount < 5);
DROP TYPE stock.unit;
