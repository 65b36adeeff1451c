CREATE TABLE t (id serial PRIMARY KEY, name varchar(20), lower_name text GENERATED ALWAYS AS (lower(name)) STORED UNIQUE);
