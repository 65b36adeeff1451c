-- up
-- data-loss: the values of events.old are lost
ALTER TABLE events DROP COLUMN old;
ALTER TABLE events ADD COLUMN kind integer;
-- table-rewrite: values are converted
ALTER TABLE events ALTER COLUMN size TYPE bigint USING size::bigint;
ALTER TABLE events ADD CONSTRAINT events_size_check CHECK (size > 0) NOT VALID;
-- long-lock: the index is built at once
CREATE INDEX events_size_idx ON events (size);
CREATE TABLE kinds (
    id integer PRIMARY KEY
);
-- long-lock: all rows are looked at
ALTER TABLE events ADD CONSTRAINT events_kind_fkey FOREIGN KEY (kind) REFERENCES kinds(id);
-- alone
-- may-fail: rows of events_2024 may have the same id
CREATE UNIQUE INDEX CONCURRENTLY events_2024_id_idx ON events_2024 (id);
-- later
-- may-fail: rows of events may violate events_size_check
ALTER TABLE events VALIDATE CONSTRAINT events_size_check;

-- down
ALTER TABLE events DROP CONSTRAINT events_kind_fkey;
ALTER TABLE events DROP CONSTRAINT events_size_check;
DROP INDEX events_size_idx;
-- data-loss: the values of events.kind are lost
ALTER TABLE events DROP COLUMN kind;
ALTER TABLE events ADD COLUMN old text;
-- table-rewrite: values are converted
-- may-fail: events.size may hold numbers beyond the range of the new type
ALTER TABLE events ALTER COLUMN size TYPE integer USING size::integer;
DROP INDEX events_2024_id_idx;
-- data-loss: all rows of kinds are lost
DROP TABLE kinds;
