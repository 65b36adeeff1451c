CREATE TYPE label AS ENUM ('a', 'b', 'c');
CREATE TABLE t (id serial PRIMARY KEY, tags label[] NOT NULL DEFAULT '{a}', main label DEFAULT 'b');
CREATE FUNCTION has(t label) RETURNS boolean LANGUAGE sql AS 'SELECT true';
