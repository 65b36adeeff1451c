CREATE TABLE t (id serial PRIMARY KEY, a integer, b integer, CONSTRAINT one UNIQUE (a), CONSTRAINT two UNIQUE (b), CONSTRAINT three UNIQUE (a, b));
