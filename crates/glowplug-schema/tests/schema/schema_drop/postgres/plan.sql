-- up
DROP VIEW v;
DROP FUNCTION old.f();
-- data-loss: all rows of old.t are lost
DROP TABLE old.t;
DROP TYPE old.kind;
DROP SCHEMA old;

-- down
CREATE SCHEMA old;
CREATE TYPE old.kind AS ENUM ('a');
CREATE TABLE old.t (
    id serial PRIMARY KEY,
    kind old.kind
);
CREATE FUNCTION old.f()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT 1$function$;
CREATE VIEW v AS
 SELECT old.f() AS f,
    t.id
   FROM old.t;
