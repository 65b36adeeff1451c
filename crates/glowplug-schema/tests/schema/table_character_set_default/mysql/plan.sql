-- up
ALTER TABLE texts
    ADD COLUMN d varchar(10),
    COLLATE=utf8mb4_unicode_ci;

-- down
-- data-loss: the values of `d` are lost
ALTER TABLE texts
    DROP COLUMN d,
    COLLATE=latin1_swedish_ci;
