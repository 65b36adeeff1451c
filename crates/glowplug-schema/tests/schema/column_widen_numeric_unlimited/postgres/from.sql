CREATE TABLE t (id serial PRIMARY KEY, price numeric(8,2) NOT NULL);
