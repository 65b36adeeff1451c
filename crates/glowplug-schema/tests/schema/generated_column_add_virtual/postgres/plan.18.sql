-- up
ALTER TABLE items ADD COLUMN total integer GENERATED ALWAYS AS (price * amount) VIRTUAL;
ALTER TABLE items ADD CONSTRAINT items_total_check CHECK (total >= 0) NOT VALID;
-- later
-- may-fail: rows of items may violate items_total_check
ALTER TABLE items VALIDATE CONSTRAINT items_total_check;

-- down
ALTER TABLE items DROP CONSTRAINT items_total_check;
ALTER TABLE items DROP COLUMN total;
