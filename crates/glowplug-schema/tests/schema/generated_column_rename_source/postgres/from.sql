CREATE TABLE t (id serial PRIMARY KEY, a integer, doubled integer GENERATED ALWAYS AS (a * 2) STORED, CHECK (a > 0));
CREATE INDEX t_a_idx ON t (a) WHERE a > 5;
