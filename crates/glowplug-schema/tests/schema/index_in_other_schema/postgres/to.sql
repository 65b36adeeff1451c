CREATE SCHEMA app;
CREATE TABLE app.t (id serial PRIMARY KEY, a integer);
CREATE INDEX new_idx ON app.t (a DESC);
CREATE UNIQUE INDEX other_idx ON app.t (a) WHERE a > 0;
COMMENT ON INDEX app.other_idx IS 'some';
