CREATE TABLE notes (id serial PRIMARY KEY, text text, updated_at timestamptz);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.updated_at := now(); RETURN new; END $$;
CREATE TRIGGER touch BEFORE UPDATE OF text, updated_at ON notes FOR EACH ROW WHEN (new.updated_at IS NOT DISTINCT FROM old.updated_at) EXECUTE FUNCTION touch();
