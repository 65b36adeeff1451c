CREATE TABLE things (id serial PRIMARY KEY, name varchar(80) NOT NULL, weight numeric);
CREATE TABLE cars (wheels integer) INHERITS (things);
CREATE TABLE boats (id integer NOT NULL, name varchar(80) NOT NULL, weight numeric, sails integer);
ALTER TABLE boats INHERIT things;
