CREATE TABLE t (id serial PRIMARY KEY, active boolean NOT NULL DEFAULT true);
CREATE INDEX t_active_idx ON t (id) WHERE active;
