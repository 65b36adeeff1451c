CREATE TABLE t (id serial PRIMARY KEY, u text, j text, d text, b text);
