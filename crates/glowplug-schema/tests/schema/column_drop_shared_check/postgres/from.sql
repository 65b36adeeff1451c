CREATE TABLE t (id serial PRIMARY KEY, a integer, b integer, CONSTRAINT ordered CHECK (a < b));
