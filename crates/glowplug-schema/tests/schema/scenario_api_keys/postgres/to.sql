CREATE SCHEMA audit;
CREATE TABLE keys (id serial PRIMARY KEY, owner text NOT NULL, secret text NOT NULL UNIQUE, scopes text[] NOT NULL DEFAULT '{read}', expires_at timestamptz, allowed cidr[], CONSTRAINT keys_scopes_check CHECK (scopes <@ ARRAY['read', 'write', 'admin'] AND cardinality(scopes) > 0));
CREATE TABLE audit.events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), what text NOT NULL, row jsonb);
CREATE INDEX events_at_idx ON audit.events USING brin (at);
CREATE FUNCTION audit.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = audit, pg_temp AS $$ BEGIN INSERT INTO audit.events (what, row) VALUES (TG_OP, to_jsonb(NEW)); RETURN NULL; END $$;
CREATE TRIGGER keys_audit AFTER INSERT OR DELETE OR UPDATE ON keys FOR EACH ROW EXECUTE FUNCTION audit.note();
COMMENT ON TABLE audit.events IS 'never changed';
