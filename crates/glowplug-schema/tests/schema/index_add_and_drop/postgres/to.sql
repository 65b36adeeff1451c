CREATE TABLE t (id serial PRIMARY KEY, a integer, b text);
CREATE UNIQUE INDEX t_b_idx ON t (b);
