-- up
-- `gross` is stored first, which keeps its values
-- table-rewrite: `gross` is computed for every row
-- long-lock: `gross` is computed for every row
ALTER TABLE items
    DROP KEY items_gross,
    DROP COLUMN gross,
    ADD COLUMN gross int GENERATED ALWAYS AS (`price` * 2) STORED AFTER price,
    ADD KEY items_gross (gross);
-- data-loss: the values of `net`, which were computed, are lost
-- table-rewrite: `gross` becomes bigint from int
-- long-lock: `gross` becomes bigint from int
ALTER TABLE items
    DROP KEY items_gross,
    DROP COLUMN net,
    DROP COLUMN half,
    MODIFY COLUMN gross bigint,
    ADD COLUMN net int,
    ADD COLUMN half int GENERATED ALWAYS AS (`net` / 2) VIRTUAL,
    ADD KEY items_gross (gross);

-- down
-- data-loss: the values of `gross` are lost
-- data-loss: the values of `net` are lost
ALTER TABLE items
    DROP KEY items_gross,
    DROP COLUMN gross,
    DROP COLUMN net,
    DROP COLUMN half,
    ADD COLUMN gross int GENERATED ALWAYS AS (`price` * 2) VIRTUAL,
    ADD COLUMN net int GENERATED ALWAYS AS (`price` * 3) VIRTUAL,
    ADD COLUMN half int GENERATED ALWAYS AS (`net` / 2) VIRTUAL,
    ADD KEY items_gross (gross);
