-- up
ALTER TABLE t DROP CONSTRAINT t_fine;
DROP FUNCTION fine(integer);
CREATE FUNCTION fine(a integer, low integer DEFAULT 0)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT a > low$function$;
ALTER TABLE t ADD CONSTRAINT t_fine CHECK (fine(a, 1)) NOT VALID;
-- later
-- may-fail: rows of t may break it
ALTER TABLE t VALIDATE CONSTRAINT t_fine;

-- down
ALTER TABLE t DROP CONSTRAINT t_fine;
DROP FUNCTION fine(integer, integer);
CREATE FUNCTION fine(a integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT a > 0$function$;
-- may-fail: rows of t may break it
-- long-lock: all rows are looked at
ALTER TABLE t ADD CONSTRAINT t_fine CHECK (fine(a));
