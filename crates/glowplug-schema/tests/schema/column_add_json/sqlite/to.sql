CREATE TABLE events (id INTEGER PRIMARY KEY, body TEXT NOT NULL CHECK (json_valid(body)), at DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    kind TEXT AS (json_extract(body, '$.kind')) VIRTUAL, deep TEXT AS (body ->> '$.a.b'));
CREATE INDEX events_kind ON events (kind) WHERE kind IS NOT NULL;
