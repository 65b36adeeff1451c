CREATE TABLE sensors (id serial PRIMARY KEY, name text NOT NULL UNIQUE, place point);
CREATE TABLE readings (sensor_id integer NOT NULL REFERENCES sensors ON DELETE CASCADE, at timestamptz NOT NULL, value double precision NOT NULL, quality smallint, PRIMARY KEY (sensor_id, at)) PARTITION BY RANGE (at);
CREATE TABLE readings_2024_01 PARTITION OF readings FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2024-02-01 00:00+00');
CREATE TABLE readings_2024_02 PARTITION OF readings FOR VALUES FROM ('2024-02-01 00:00+00') TO ('2024-03-01 00:00+00');
CREATE INDEX readings_at_idx ON readings USING brin (at);
CREATE MATERIALIZED VIEW daily AS SELECT sensor_id, date_trunc('day', at, 'UTC') AS day, avg(value) AS mean FROM readings GROUP BY 1, 2;
CREATE UNIQUE INDEX daily_idx ON daily (sensor_id, day);
