-- up
-- data-loss: all rows of events_2023 are lost
DROP TABLE events_2023;
CREATE TABLE events_2025 PARTITION OF events
    FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- down
-- data-loss: all rows of events_2025 are lost
DROP TABLE events_2025;
CREATE TABLE events_2023 PARTITION OF events
    FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
