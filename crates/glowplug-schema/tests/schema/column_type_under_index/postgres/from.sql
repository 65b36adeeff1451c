CREATE TABLE t (id serial PRIMARY KEY, a varchar(9), b integer);
CREATE INDEX t_a_idx ON t (lower(a)) WHERE b > 1;
CREATE INDEX t_b_idx ON t (b);
