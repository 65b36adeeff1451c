CREATE TABLE t (id serial PRIMARY KEY, data jsonb NOT NULL DEFAULT '{}');
CREATE INDEX t_data_idx ON t USING gin (data);
