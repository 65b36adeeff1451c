-- up
CREATE FUNCTION fixed()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT 7 $function$;
ALTER TABLE t ADD COLUMN n integer NOT NULL DEFAULT fixed();
CREATE FUNCTION short_id()
 RETURNS text
 LANGUAGE sql
AS $function$ SELECT substr(md5(random()::text), 1, 8) $function$;
-- table-rewrite: the default is another one for each row
ALTER TABLE t ADD COLUMN code text NOT NULL DEFAULT short_id();

-- down
-- data-loss: the values of t.code are lost
ALTER TABLE t DROP COLUMN code;
-- data-loss: the values of t.n are lost
ALTER TABLE t DROP COLUMN n;
DROP FUNCTION fixed();
DROP FUNCTION short_id();
