CREATE TABLE t (id integer PRIMARY KEY, a text);
CREATE UNIQUE INDEX new_index ON t (a) WHERE a <> 'old_index';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER new_trigger AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION touch();
