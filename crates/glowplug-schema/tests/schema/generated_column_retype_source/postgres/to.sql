CREATE TABLE t (id serial PRIMARY KEY, name text, lower_name text GENERATED ALWAYS AS (lower(name)) STORED UNIQUE);
