-- up
CREATE TABLE events (
    id bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    kind text,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX events_at_idx ON events (at);
CREATE TABLE events_2024 PARTITION OF events
    FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');
CREATE TABLE events_2025 PARTITION OF events (
    kind DEFAULT 'new'::text
) FOR VALUES FROM ('2025-01-01 00:00:00+00') TO (MAXVALUE);
CREATE TABLE events_rest PARTITION OF events
    DEFAULT;

-- down
-- data-loss: all rows of events_2024 are lost
DROP TABLE events_2024;
-- data-loss: all rows of events_2025 are lost
DROP TABLE events_2025;
-- data-loss: all rows of events_rest are lost
DROP TABLE events_rest;
-- data-loss: all rows of events are lost
DROP TABLE events;
