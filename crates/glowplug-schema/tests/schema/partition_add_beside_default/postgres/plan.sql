-- up
-- may-fail: events_rest may hold rows that belong there
-- long-lock: all rows of events_rest are looked at
CREATE TABLE events_2025 PARTITION OF events
    FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- may-fail: rows of events_2026 may not belong there
-- long-lock: all rows are looked at
-- may-fail: events_rest may hold rows that belong there
-- long-lock: all rows of events_rest are looked at
ALTER TABLE events
    ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- down
ALTER TABLE events DETACH PARTITION events_2026;
-- data-loss: all rows of events_2025 are lost
DROP TABLE events_2025;
