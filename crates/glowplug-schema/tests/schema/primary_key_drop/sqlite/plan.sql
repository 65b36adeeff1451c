-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `events` is recreated: SQLite cannot change it in place
CREATE TABLE new_events (
    id INTEGER,
    body TEXT
);
-- table-rewrite: all rows of `events` are rewritten
-- may-fail: an insert into `events` that leaves out `id` gets no number any more: SQLite numbers an `INTEGER PRIMARY KEY` alone
-- data-loss: the counter of `events.id` is lost: the numbers of deleted rows can be assigned again
INSERT INTO new_events (rowid, id, body)
SELECT id, id, body
FROM events;
DROP TABLE events;
ALTER TABLE new_events RENAME TO events;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `events` is recreated: SQLite cannot change it in place
CREATE TABLE new_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body TEXT
);
-- table-rewrite: all rows of `events` are rewritten
-- may-fail: it fails where rows of `events` have the same `id`
INSERT INTO new_events (id, body)
SELECT id, body
FROM events;
DROP TABLE events;
ALTER TABLE new_events RENAME TO events;
COMMIT;
PRAGMA foreign_keys = ON;
