CREATE TABLE t (id serial PRIMARY KEY, active integer NOT NULL DEFAULT 1);
