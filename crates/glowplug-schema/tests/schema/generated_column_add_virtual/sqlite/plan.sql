-- up
ALTER TABLE items ADD COLUMN total INTEGER GENERATED ALWAYS AS (price * amount) VIRTUAL;

-- down
ALTER TABLE items DROP COLUMN total;
