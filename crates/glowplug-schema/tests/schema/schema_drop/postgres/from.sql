CREATE SCHEMA old;
CREATE TYPE old.kind AS ENUM ('a');
CREATE TABLE old.t (id serial PRIMARY KEY, kind old.kind);
CREATE FUNCTION old.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT old.f() AS f, id FROM old.t;
