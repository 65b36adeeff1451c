CREATE TABLE t (id serial PRIMARY KEY, data json NOT NULL DEFAULT '{}');
