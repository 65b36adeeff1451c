-- up
DROP VIEW v;
ALTER TABLE t ALTER COLUMN a DROP DEFAULT;
DROP FUNCTION total(integer, integer);
CREATE FUNCTION total(a integer, b integer)
 RETURNS bigint
 LANGUAGE sql
AS $function$SELECT a::bigint + b$function$;
ALTER TABLE t ALTER COLUMN a SET DEFAULT total(1, 2);
CREATE VIEW v AS
 SELECT total(t.id, t.a) AS total
   FROM t;

-- down
DROP VIEW v;
ALTER TABLE t ALTER COLUMN a DROP DEFAULT;
DROP FUNCTION total(integer, integer);
CREATE FUNCTION total(a integer, b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT a + b$function$;
ALTER TABLE t ALTER COLUMN a SET DEFAULT total(1, 2);
CREATE VIEW v AS
 SELECT total(t.id, t.a) AS total
   FROM t;
