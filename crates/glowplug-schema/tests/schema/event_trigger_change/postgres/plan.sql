-- up
DROP EVENT TRIGGER changes;
DROP EVENT TRIGGER goes;
ALTER TABLE t ADD COLUMN n integer;
CREATE OR REPLACE FUNCTION note()
 RETURNS event_trigger
 LANGUAGE plpgsql
AS $function$ BEGIN RETURN; END $function$;
CREATE EVENT TRIGGER changes ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION note();
ALTER EVENT TRIGGER changes DISABLE;
CREATE EVENT TRIGGER comes ON sql_drop EXECUTE FUNCTION note();
COMMENT ON EVENT TRIGGER comes IS 'notes what goes';

-- down
DROP EVENT TRIGGER changes;
DROP EVENT TRIGGER comes;
-- data-loss: the values of t.n are lost
ALTER TABLE t DROP COLUMN n;
CREATE OR REPLACE FUNCTION note()
 RETURNS event_trigger
 LANGUAGE plpgsql
AS $function$ BEGIN END $function$;
CREATE EVENT TRIGGER changes ON ddl_command_start EXECUTE FUNCTION note();
CREATE EVENT TRIGGER goes ON ddl_command_start EXECUTE FUNCTION note();
