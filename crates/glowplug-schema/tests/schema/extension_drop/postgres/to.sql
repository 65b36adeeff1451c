CREATE TABLE t (id serial PRIMARY KEY, mail text DEFAULT 'x');
