CREATE TABLE t (id serial PRIMARY KEY, a integer, b text);
CREATE INDEX t_idx ON t (a);
CREATE INDEX t_where_idx ON t (b) WHERE a > 1;
CREATE INDEX t_fill_idx ON t (b);
