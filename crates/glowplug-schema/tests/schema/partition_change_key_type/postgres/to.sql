CREATE TABLE events (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
