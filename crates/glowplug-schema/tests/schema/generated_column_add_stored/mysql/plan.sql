-- up
-- table-rewrite: `sum` is computed for every row
-- long-lock: `sum` is computed for every row
ALTER TABLE line_items
    ADD COLUMN sum int GENERATED ALWAYS AS (`amount` * `price`) STORED,
    ADD COLUMN label varchar(20) GENERATED ALWAYS AS (concat('#',`id`)) VIRTUAL,
    ADD KEY lines_sum (sum);

-- down
ALTER TABLE line_items
    DROP KEY lines_sum,
    DROP COLUMN sum,
    DROP COLUMN label;
