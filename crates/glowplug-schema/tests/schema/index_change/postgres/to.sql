CREATE TABLE t (id serial PRIMARY KEY, a integer, b text);
CREATE INDEX t_idx ON t (a, b);
CREATE INDEX t_where_idx ON t (b) WHERE a > 2;
CREATE INDEX t_fill_idx ON t (b) WITH (fillfactor = 60);
COMMENT ON INDEX t_idx IS 'both';
