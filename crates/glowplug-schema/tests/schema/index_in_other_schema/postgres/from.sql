CREATE SCHEMA app;
CREATE TABLE app.t (id serial PRIMARY KEY, a integer);
CREATE INDEX old_idx ON app.t (a);
