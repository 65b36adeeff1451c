-- up
ALTER TABLE readings ADD COLUMN quality smallint;
-- table-rewrite: values are converted
ALTER TABLE readings
    ALTER COLUMN value TYPE double precision USING value::double precision;
-- may-fail: rows of readings may have the same sensor_id, at
-- long-lock: all rows are looked at
ALTER TABLE readings ADD CONSTRAINT readings_pkey PRIMARY KEY (sensor_id, at);
-- long-lock: the index is built at once
CREATE INDEX readings_at_idx ON readings USING brin (at);
ALTER TABLE readings DROP CONSTRAINT readings_sensor_id_fkey;
-- long-lock: all rows are looked at
ALTER TABLE readings
    ADD CONSTRAINT readings_sensor_id_fkey FOREIGN KEY (sensor_id) REFERENCES sensors(id) ON DELETE CASCADE;
CREATE TABLE readings_2024_02 PARTITION OF readings
    FOR VALUES FROM ('2024-02-01 00:00:00+00') TO ('2024-03-01 00:00:00+00');
ALTER TABLE sensors ADD COLUMN place point;
CREATE MATERIALIZED VIEW daily AS
 SELECT sensor_id,
    date_trunc('day'::text, at, 'UTC'::text) AS day,
    avg(value) AS mean
   FROM readings
  GROUP BY sensor_id, (date_trunc('day'::text, at, 'UTC'::text));
CREATE UNIQUE INDEX daily_idx ON daily (sensor_id, day);
-- alone
-- may-fail: rows of sensors may have the same name
CREATE UNIQUE INDEX CONCURRENTLY sensors_name_key ON sensors (name);
-- later
ALTER TABLE sensors ADD CONSTRAINT sensors_name_key UNIQUE USING INDEX sensors_name_key;

-- down
DROP MATERIALIZED VIEW daily;
ALTER TABLE readings DROP CONSTRAINT readings_sensor_id_fkey;
DROP INDEX readings_at_idx;
ALTER TABLE readings DROP CONSTRAINT readings_pkey;
-- long-lock: all rows are looked at
ALTER TABLE readings
    ADD CONSTRAINT readings_sensor_id_fkey FOREIGN KEY (sensor_id) REFERENCES sensors(id);
ALTER TABLE sensors DROP CONSTRAINT sensors_name_key;
-- data-loss: the values of sensors.place are lost
ALTER TABLE sensors DROP COLUMN place;
-- data-loss: all rows of readings_2024_02 are lost
DROP TABLE readings_2024_02;
-- data-loss: the values of readings.quality are lost
ALTER TABLE readings DROP COLUMN quality;
-- data-loss: values of readings.value lose digits beyond the precision of the new type
-- table-rewrite: values are converted
ALTER TABLE readings ALTER COLUMN value TYPE real USING value::real;
