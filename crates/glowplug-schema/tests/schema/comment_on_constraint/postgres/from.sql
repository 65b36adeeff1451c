CREATE TABLE t (id serial PRIMARY KEY, a integer CONSTRAINT small CHECK (a < 10));
COMMENT ON CONSTRAINT small ON t IS 'old';
