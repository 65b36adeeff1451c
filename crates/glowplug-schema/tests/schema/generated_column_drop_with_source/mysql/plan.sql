-- up
-- data-loss: the values of `price` are lost
ALTER TABLE items
    DROP KEY items_gross,
    DROP COLUMN price,
    DROP COLUMN gross,
    ADD COLUMN name varchar(20);

-- down
-- data-loss: the values of `name` are lost
-- table-rewrite: `gross` is computed for every row
-- long-lock: `gross` is computed for every row
ALTER TABLE items
    DROP COLUMN name,
    ADD COLUMN price int,
    ADD COLUMN gross int GENERATED ALWAYS AS (`price` * 2) STORED,
    ADD KEY items_gross (gross);
