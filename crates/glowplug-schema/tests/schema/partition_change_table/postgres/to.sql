CREATE TABLE kinds (id integer PRIMARY KEY);
CREATE TABLE events (id bigint, at date NOT NULL, size bigint, kind integer REFERENCES kinds, CHECK (size > 0)) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX events_size_idx ON events (size);
CREATE UNIQUE INDEX events_2024_id_idx ON events_2024 (id);
