-- up
ALTER TABLE logs
    ADD COLUMN at timestamp NOT NULL DEFAULT current_timestamp(),
    ADD COLUMN level int,
    ADD KEY logs_at_idx (at);

-- down
-- data-loss: the values of `at` are lost
-- data-loss: the values of `level` are lost
ALTER TABLE logs
    DROP KEY logs_at_idx,
    DROP COLUMN at,
    DROP COLUMN level;
