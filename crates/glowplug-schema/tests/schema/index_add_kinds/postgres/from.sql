CREATE EXTENSION pg_trgm;
CREATE TABLE t (id serial PRIMARY KEY, a integer, b text, j jsonb, p point, ts timestamptz, tags text[]);
