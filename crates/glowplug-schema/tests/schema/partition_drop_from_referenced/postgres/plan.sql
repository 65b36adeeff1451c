-- up
ALTER TABLE events DETACH PARTITION events_2023;
-- data-loss: all rows of events_2023 are lost
DROP TABLE events_2023;

-- down
CREATE TABLE events_2023 PARTITION OF events
    FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
