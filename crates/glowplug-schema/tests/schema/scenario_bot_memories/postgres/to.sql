CREATE EXTENSION pg_trgm;
CREATE TYPE memory_kind AS ENUM ('general', 'rule');
CREATE TABLE servers (server_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, discord_server_id text NOT NULL UNIQUE, config jsonb NOT NULL DEFAULT '{}' CONSTRAINT servers_config_check CHECK (jsonb_typeof(config) = 'object' AND (NOT config ? 'temperature' OR (config ->> 'temperature')::numeric BETWEEN 0.1 AND 2)));
CREATE TABLE users (user_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, discord_user_id text NOT NULL UNIQUE, preferences jsonb NOT NULL DEFAULT '{}');
CREATE TABLE memories (
    memory_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, server_id bigint NOT NULL REFERENCES servers ON DELETE CASCADE, user_id bigint REFERENCES users ON DELETE CASCADE,
    content text NOT NULL, kind memory_kind NOT NULL DEFAULT 'general', created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT memories_content_check CHECK (char_length(content) BETWEEN 1 AND 1000 AND content !~ '^\s*$')
);
CREATE INDEX memories_server_id_idx ON memories (server_id, created_at DESC, memory_id DESC);
CREATE INDEX memories_content_idx ON memories USING gin (content gin_trgm_ops);
COMMENT ON TABLE memories IS 'what the bot keeps';
