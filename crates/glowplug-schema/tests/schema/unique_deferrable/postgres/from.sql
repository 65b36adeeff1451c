CREATE TABLE t (id serial PRIMARY KEY, place integer NOT NULL UNIQUE);
