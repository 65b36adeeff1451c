-- up
CREATE TABLE events_2025 PARTITION OF events
    FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- data-loss: all rows of events_2023 are gone
DROP TABLE events_2023;

-- down
CREATE TABLE events_2023 PARTITION OF events
    FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
-- data-loss: all rows of events_2025 are gone
DROP TABLE events_2025;
