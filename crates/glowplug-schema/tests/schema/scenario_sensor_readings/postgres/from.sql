CREATE TABLE sensors (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE readings (sensor_id integer NOT NULL REFERENCES sensors, at timestamptz NOT NULL, value real NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE readings_2024_01 PARTITION OF readings FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2024-02-01 00:00+00');
