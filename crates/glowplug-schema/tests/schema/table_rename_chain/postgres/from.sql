CREATE TABLE a (id serial PRIMARY KEY, x integer);
CREATE TABLE b (id serial PRIMARY KEY, y integer);
