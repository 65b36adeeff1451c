CREATE FUNCTION log_user() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  INSERT INTO log VALUES ('one; ' || NEW.name);
  RETURN NEW;
END
$body$;
CREATE TRIGGER log_users AFTER INSERT ON users
  FOR EACH ROW EXECUTE FUNCTION log_user();
