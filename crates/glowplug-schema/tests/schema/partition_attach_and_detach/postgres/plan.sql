-- up
ALTER TABLE events DETACH PARTITION events_2023;
-- may-fail: rows of events_2024 may not belong there
-- long-lock: all rows are looked at
ALTER TABLE events
    ATTACH PARTITION events_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- down
ALTER TABLE events DETACH PARTITION events_2024;
-- may-fail: rows of events_2023 may not belong there
-- long-lock: all rows are looked at
ALTER TABLE events
    ATTACH PARTITION events_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
