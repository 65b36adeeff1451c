CREATE TYPE pair AS (number integer, label text, gone integer);
CREATE TABLE t (id serial PRIMARY KEY, pair pair);
