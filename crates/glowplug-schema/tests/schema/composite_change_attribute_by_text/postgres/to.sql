CREATE TYPE pair AS (label bytea, number date);
CREATE TABLE t (id serial PRIMARY KEY, pair pair);
