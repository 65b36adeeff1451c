-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `events` is recreated: SQLite cannot change it in place
CREATE TABLE new_events (
    id INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    at DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    kind TEXT GENERATED ALWAYS AS (json_extract(body, '$.kind')) VIRTUAL,
    deep TEXT GENERATED ALWAYS AS (body ->> '$.a.b') VIRTUAL,
    CHECK (json_valid(body))
);
-- table-rewrite: all rows of `events` are rewritten
-- may-fail: it fails where rows of `events` do not fit `json_valid(body)`
INSERT INTO new_events (id, body, at)
SELECT id, body, at
FROM events;
DROP TABLE events;
ALTER TABLE new_events RENAME TO events;
CREATE INDEX events_kind ON events (kind) WHERE kind IS NOT NULL;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `events` is recreated: SQLite cannot change it in place
CREATE TABLE new_events (
    id INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    at DATETIME NOT NULL
);
-- table-rewrite: all rows of `events` are rewritten
INSERT INTO new_events (id, body, at)
SELECT id, body, at
FROM events;
DROP TABLE events;
ALTER TABLE new_events RENAME TO events;
COMMIT;
PRAGMA foreign_keys = ON;
