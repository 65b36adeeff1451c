CREATE TYPE state AS ENUM ('true', 'false', 'paused');
CREATE TABLE t (id serial PRIMARY KEY, active state NOT NULL DEFAULT 'true');
CREATE INDEX t_active_idx ON t (id) WHERE active = 'true';
