CREATE TABLE t (id serial PRIMARY KEY, price numeric NOT NULL);
