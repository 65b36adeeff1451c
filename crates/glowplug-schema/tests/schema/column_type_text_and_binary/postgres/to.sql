CREATE TABLE t (id serial PRIMARY KEY, a bytea, b text);
