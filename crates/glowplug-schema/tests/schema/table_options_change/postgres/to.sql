CREATE TABLE t (id serial PRIMARY KEY) WITH (fillfactor = 90, toast_tuple_target = 200);
CREATE TABLE cache (key text PRIMARY KEY);
CREATE UNLOGGED TABLE logged (id integer);
CREATE TABLE copied (id integer NOT NULL);
CREATE UNIQUE INDEX copied_id_idx ON copied (id);
ALTER TABLE copied REPLICA IDENTITY USING INDEX copied_id_idx;
