CREATE TABLE t (id serial PRIMARY KEY, tag text[], number integer[]);
