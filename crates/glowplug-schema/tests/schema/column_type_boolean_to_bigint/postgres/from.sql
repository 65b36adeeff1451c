CREATE TABLE t (id serial PRIMARY KEY, active boolean NOT NULL DEFAULT true, old boolean);
