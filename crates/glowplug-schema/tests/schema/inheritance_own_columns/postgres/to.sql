CREATE TABLE things (id serial PRIMARY KEY, name text NOT NULL DEFAULT 'x', size integer);
CREATE TABLE boats (id integer NOT NULL, name text NOT NULL, sails integer, size integer);
ALTER TABLE boats INHERIT things;
CREATE TABLE ships (name text NOT NULL DEFAULT 'y') INHERITS (boats);
