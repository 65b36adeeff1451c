CREATE TABLE things (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE cars (wheels integer) INHERITS (things);
CREATE TABLE boats (id integer, name text NOT NULL, sails integer);
