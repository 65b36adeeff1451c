CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER goes ON ddl_command_start EXECUTE FUNCTION note();
CREATE EVENT TRIGGER changes ON ddl_command_start EXECUTE FUNCTION note();
CREATE TABLE t (id int);
