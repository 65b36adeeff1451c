-- up
DROP FUNCTION calc(integer);
CREATE FUNCTION calc(x integer, y integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT x + y $function$;

-- down
DROP FUNCTION calc(integer, integer);
CREATE FUNCTION calc(x integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT x + 1 $function$;
REVOKE EXECUTE ON FUNCTION calc(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION calc(integer) TO pg_monitor;
