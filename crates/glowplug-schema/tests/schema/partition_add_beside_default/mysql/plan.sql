-- up
-- table-rewrite: the rows of events_rest move to other partitions
-- long-lock: the rows of events_rest move to other partitions
ALTER TABLE events REORGANIZE PARTITION events_rest INTO (
    PARTITION events_2025 VALUES LESS THAN (2026),
    PARTITION events_rest VALUES LESS THAN (MAXVALUE)
);

-- down
-- table-rewrite: the rows of events_2025, events_rest move to other partitions
-- long-lock: the rows of events_2025, events_rest move to other partitions
ALTER TABLE events REORGANIZE PARTITION events_2025, events_rest INTO (
    PARTITION events_rest VALUES LESS THAN (MAXVALUE)
);
