CREATE TABLE t (id serial PRIMARY KEY, b integer, doubled integer GENERATED ALWAYS AS (b * 2) STORED, CONSTRAINT t_a_check CHECK (b > 0));
CREATE INDEX t_a_idx ON t (b) WHERE b > 5;
