CREATE TABLE items (id serial PRIMARY KEY, price integer NOT NULL, gross integer);
