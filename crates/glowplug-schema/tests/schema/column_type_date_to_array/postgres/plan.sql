-- up
-- table-rewrite: values are converted
ALTER TABLE events
    ALTER COLUMN happened TYPE timestamptz[] USING CASE WHEN happened IS NOT NULL THEN ARRAY[happened]::timestamptz[] END;

-- down
-- data-loss: values of events.happened lose all elements but the first
-- table-rewrite: values are converted
ALTER TABLE events ALTER COLUMN happened TYPE date USING happened[1]::date;
