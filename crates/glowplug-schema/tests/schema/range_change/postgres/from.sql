CREATE TYPE span AS RANGE (subtype = integer);
CREATE TABLE t (id serial PRIMARY KEY, s span DEFAULT '[1,2)');
