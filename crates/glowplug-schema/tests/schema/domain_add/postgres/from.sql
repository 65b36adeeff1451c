CREATE TABLE t (id serial PRIMARY KEY, mail text);
