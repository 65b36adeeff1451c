CREATE TABLE servers (server_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, discord_server_id text NOT NULL UNIQUE, config jsonb NOT NULL DEFAULT '{}');
CREATE TABLE users (user_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, discord_user_id text NOT NULL UNIQUE);
CREATE TABLE memories (memory_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, server_id bigint REFERENCES servers ON DELETE CASCADE, content text NOT NULL);
