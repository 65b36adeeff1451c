CREATE TYPE size AS (width integer);
CREATE TABLE t (id serial PRIMARY KEY, sizes size[]);
