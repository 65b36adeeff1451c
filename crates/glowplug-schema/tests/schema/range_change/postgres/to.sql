CREATE TYPE span AS RANGE (subtype = bigint);
CREATE TABLE t (id serial PRIMARY KEY, s span DEFAULT '[1,2)');
