CREATE TABLE t (id serial PRIMARY KEY, level integer);
