CREATE TABLE t (id serial PRIMARY KEY, price numeric NOT NULL, amount integer NOT NULL, title text);
