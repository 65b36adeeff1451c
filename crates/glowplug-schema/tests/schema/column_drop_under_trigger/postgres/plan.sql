-- up
DROP TRIGGER touch ON notes;
-- data-loss: the values of notes.updated_at are lost
ALTER TABLE notes DROP COLUMN updated_at;
DROP FUNCTION touch();

-- down
ALTER TABLE notes ADD COLUMN updated_at timestamptz;
CREATE FUNCTION touch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN new.updated_at := now(); RETURN new; END $function$;
CREATE TRIGGER touch BEFORE UPDATE OF text, updated_at ON notes FOR EACH ROW WHEN (NOT new.updated_at IS DISTINCT FROM old.updated_at) EXECUTE FUNCTION touch();
