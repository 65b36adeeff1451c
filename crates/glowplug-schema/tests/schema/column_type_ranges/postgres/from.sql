CREATE TABLE t (id serial PRIMARY KEY, starts timestamptz, ends timestamptz, age int4range);
