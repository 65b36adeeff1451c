CREATE TABLE t (id serial PRIMARY KEY) WITH (fillfactor = 80, autovacuum_enabled = false);
CREATE UNLOGGED TABLE cache (key text PRIMARY KEY);
CREATE TABLE logged (id integer);
CREATE TABLE copied (id integer NOT NULL);
CREATE UNIQUE INDEX copied_id_idx ON copied (id);
