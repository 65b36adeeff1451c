-- up
CREATE EXTENSION pg_trgm;
CREATE TYPE memory_kind AS ENUM ('general', 'rule');
COMMENT ON TABLE memories IS 'what the bot keeps';
ALTER TABLE memories ADD COLUMN user_id bigint REFERENCES users(user_id) ON DELETE CASCADE;
ALTER TABLE memories ADD COLUMN kind memory_kind NOT NULL DEFAULT 'general'::memory_kind;
ALTER TABLE memories ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE memories
    ADD CONSTRAINT memories_server_id_null_check CHECK (server_id IS NOT NULL) NOT VALID;
ALTER TABLE memories
    ADD CONSTRAINT memories_content_check CHECK ((char_length(content) >= 1) AND (char_length(content) <= 1000) AND (content !~ '^\s*$'::text)) NOT VALID;
ALTER TABLE servers
    ADD CONSTRAINT servers_config_check CHECK ((jsonb_typeof(config) = 'object'::text) AND ((NOT (config ? 'temperature'::text)) OR ((((config ->> 'temperature'::text))::numeric >= 0.1) AND (((config ->> 'temperature'::text))::numeric <= (2)::numeric)))) NOT VALID;
ALTER TABLE users ADD COLUMN preferences jsonb NOT NULL DEFAULT '{}'::jsonb;
-- alone
CREATE INDEX CONCURRENTLY memories_content_idx ON memories USING gin (content gin_trgm_ops);
CREATE INDEX CONCURRENTLY memories_server_id_idx ON memories (server_id, created_at DESC, memory_id DESC);
-- later
-- may-fail: rows of memories may have no server_id
ALTER TABLE memories VALIDATE CONSTRAINT memories_server_id_null_check;
-- may-fail: rows of memories may violate memories_content_check
ALTER TABLE memories VALIDATE CONSTRAINT memories_content_check;
-- may-fail: rows of servers may violate servers_config_check
ALTER TABLE servers VALIDATE CONSTRAINT servers_config_check;
ALTER TABLE memories ALTER COLUMN server_id SET NOT NULL;
ALTER TABLE memories DROP CONSTRAINT memories_server_id_null_check;

-- down
ALTER TABLE memories DROP CONSTRAINT memories_user_id_fkey;
ALTER TABLE memories DROP CONSTRAINT memories_content_check;
DROP INDEX memories_content_idx;
DROP INDEX memories_server_id_idx;
-- data-loss: the values of memories.created_at are lost
ALTER TABLE memories DROP COLUMN created_at;
-- data-loss: the values of memories.kind are lost
ALTER TABLE memories DROP COLUMN kind;
-- data-loss: the values of memories.user_id are lost
ALTER TABLE memories DROP COLUMN user_id;
COMMENT ON TABLE memories IS NULL;
ALTER TABLE memories ALTER COLUMN server_id DROP NOT NULL;
ALTER TABLE servers DROP CONSTRAINT servers_config_check;
-- data-loss: the values of users.preferences are lost
ALTER TABLE users DROP COLUMN preferences;
DROP TYPE memory_kind;
DROP EXTENSION pg_trgm;
