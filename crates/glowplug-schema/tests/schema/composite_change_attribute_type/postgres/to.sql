CREATE TYPE size AS (width bigint, height integer);
CREATE TABLE t (id serial PRIMARY KEY, size size);
