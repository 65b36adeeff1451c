-- up
CREATE SCHEMA audit;
CREATE TABLE audit.events (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    what text NOT NULL,
    "row" jsonb
);
COMMENT ON TABLE audit.events IS 'never changed';
CREATE INDEX events_at_idx ON audit.events USING brin (at);
ALTER TABLE keys ADD COLUMN scopes text[] NOT NULL DEFAULT '{read}'::text[];
ALTER TABLE keys ADD COLUMN expires_at timestamptz;
ALTER TABLE keys ADD COLUMN allowed cidr[];
ALTER TABLE keys
    ADD CONSTRAINT keys_scopes_check CHECK ((scopes <@ ARRAY['read'::text, 'write'::text, 'admin'::text]) AND (cardinality(scopes) > 0)) NOT VALID;
CREATE FUNCTION audit.note()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'audit', 'pg_temp'
AS $function$ BEGIN INSERT INTO audit.events (what, row) VALUES (TG_OP, to_jsonb(NEW)); RETURN NULL; END $function$;
CREATE TRIGGER keys_audit AFTER INSERT OR DELETE OR UPDATE ON keys FOR EACH ROW EXECUTE FUNCTION audit.note();
-- data-loss: all rows of audit are lost
DROP TABLE audit;
-- alone
-- may-fail: rows of keys may have the same secret
CREATE UNIQUE INDEX CONCURRENTLY keys_secret_key ON keys (secret);
-- later
-- may-fail: rows of keys may violate keys_scopes_check
ALTER TABLE keys VALIDATE CONSTRAINT keys_scopes_check;
ALTER TABLE keys ADD CONSTRAINT keys_secret_key UNIQUE USING INDEX keys_secret_key;

-- down
DROP TRIGGER keys_audit ON keys;
DROP FUNCTION audit.note();
CREATE TABLE audit (
    id serial PRIMARY KEY,
    at timestamp DEFAULT now(),
    what text
);
ALTER TABLE keys DROP CONSTRAINT keys_scopes_check;
ALTER TABLE keys DROP CONSTRAINT keys_secret_key;
-- data-loss: the values of keys.allowed are lost
ALTER TABLE keys DROP COLUMN allowed;
-- data-loss: the values of keys.expires_at are lost
ALTER TABLE keys DROP COLUMN expires_at;
-- data-loss: the values of keys.scopes are lost
ALTER TABLE keys DROP COLUMN scopes;
-- data-loss: all rows of audit.events are lost
DROP TABLE audit.events;
DROP SCHEMA audit;
