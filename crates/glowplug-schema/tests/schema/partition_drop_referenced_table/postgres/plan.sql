-- up
ALTER TABLE notes DROP CONSTRAINT notes_event_id_event_at_fkey;
-- data-loss: all rows of events_2023 are lost
DROP TABLE events_2023;
-- data-loss: all rows of events_2024 are lost
DROP TABLE events_2024;
-- data-loss: all rows of events are lost
DROP TABLE events;

-- down
CREATE TABLE events (
    id bigint NOT NULL,
    at date NOT NULL,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE events_2023 PARTITION OF events
    FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE events_2024 PARTITION OF events
    FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- may-fail: rows of notes may reference no row of events
-- long-lock: all rows are looked at
ALTER TABLE notes
    ADD CONSTRAINT notes_event_id_event_at_fkey FOREIGN KEY (event_id, event_at) REFERENCES events(id, at);
