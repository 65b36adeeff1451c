CREATE TABLE a (id integer PRIMARY KEY, b integer);
CREATE INDEX c ON a (b);
CREATE UNIQUE INDEX d ON a (b, id);
COMMENT ON INDEX d IS 'old';
