CREATE TABLE b (id serial PRIMARY KEY, x integer);
CREATE TABLE c (id serial PRIMARY KEY, y integer);
