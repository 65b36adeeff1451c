CREATE TABLE t (id serial PRIMARY KEY, a integer CONSTRAINT small CHECK (a < 10), b integer CONSTRAINT odd CHECK (b % 2 = 1));
