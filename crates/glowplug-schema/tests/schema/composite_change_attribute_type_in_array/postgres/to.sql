CREATE TYPE size AS (width bigint);
CREATE TABLE t (id serial PRIMARY KEY, sizes size[]);
