CREATE TYPE size AS (width integer, height integer);
CREATE TABLE t (id serial PRIMARY KEY, size size);
