CREATE TABLE t (id serial PRIMARY KEY, a integer, b text);
CREATE INDEX t_a_idx ON t (a);
