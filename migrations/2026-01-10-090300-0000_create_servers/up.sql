CREATE TABLE servers (
    server_id bigint GENERATED ALWAYS AS IDENTITY,
    discord_server_id text NOT NULL,
    config jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT servers_pkey PRIMARY KEY (server_id),
    CONSTRAINT servers_created_at_check CHECK (isfinite(created_at)),
    CONSTRAINT servers_updated_at_check CHECK (isfinite(updated_at)),
    CONSTRAINT servers_discord_server_id_key UNIQUE (discord_server_id),
    CONSTRAINT servers_discord_server_id_check CHECK (discord_server_id ~ '^[1-9][0-9]{0,19}$'),
    CONSTRAINT servers_config_check CHECK (jsonb_typeof(config) = 'object'),
    CONSTRAINT servers_config_llm_provider_check CHECK (
        CASE jsonb_typeof(config -> 'llm_provider')
            WHEN 'string' THEN char_length(config ->> 'llm_provider') BETWEEN 1 AND 50
                AND NOT is_blank(config ->> 'llm_provider')
            ELSE NOT config ? 'llm_provider'
        END
    ),
    CONSTRAINT servers_config_llm_codename_check CHECK (
        CASE jsonb_typeof(config -> 'llm_codename')
            WHEN 'string' THEN char_length(config ->> 'llm_codename') BETWEEN 1 AND 100
                AND NOT is_blank(config ->> 'llm_codename')
            ELSE NOT config ? 'llm_codename'
        END
    ),
    CONSTRAINT servers_config_llm_temperature_check CHECK (
        CASE jsonb_typeof(config -> 'llm_temperature')
            WHEN 'number' THEN (config -> 'llm_temperature')::numeric BETWEEN 0.1 AND 2.0
            ELSE NOT config ? 'llm_temperature'
        END
    ),
    CONSTRAINT servers_config_sticker_usage_enabled_check CHECK (
        CASE jsonb_typeof(config -> 'sticker_usage_enabled')
            WHEN 'boolean' THEN true
            ELSE NOT config ? 'sticker_usage_enabled'
        END
    ),
    CONSTRAINT servers_config_google_search_enabled_check CHECK (
        CASE jsonb_typeof(config -> 'google_search_enabled')
            WHEN 'boolean' THEN true
            ELSE NOT config ? 'google_search_enabled'
        END
    ),
    CONSTRAINT servers_config_self_teaching_enabled_check CHECK (
        CASE jsonb_typeof(config -> 'self_teaching_enabled')
            WHEN 'boolean' THEN true
            ELSE NOT config ? 'self_teaching_enabled'
        END
    ),
    CONSTRAINT servers_config_emoji_usage_enabled_check CHECK (
        CASE jsonb_typeof(config -> 'emoji_usage_enabled')
            WHEN 'boolean' THEN true
            ELSE NOT config ? 'emoji_usage_enabled'
        END
    ),
    CONSTRAINT servers_config_humanizer_degree_check CHECK (
        CASE jsonb_typeof(config -> 'humanizer_degree')
            WHEN 'number' THEN (config -> 'humanizer_degree')::numeric BETWEEN 0 AND 3
                AND (config -> 'humanizer_degree')::numeric % 1 = 0
            ELSE NOT config ? 'humanizer_degree'
        END
    ),
    CONSTRAINT servers_config_auto_counter_chance_check CHECK (
        CASE jsonb_typeof(config -> 'auto_counter_chance')
            WHEN 'number' THEN (config -> 'auto_counter_chance')::numeric BETWEEN 0 AND 100
                AND (config -> 'auto_counter_chance')::numeric % 1 = 0
            ELSE NOT config ? 'auto_counter_chance'
        END
    ),
    CONSTRAINT servers_config_embed_color_check CHECK (
        CASE jsonb_typeof(config -> 'embed_color')
            WHEN 'string' THEN config ->> 'embed_color' ~ '^#[0-9A-Fa-f]{6}$'
            ELSE NOT config ? 'embed_color'
        END
    ),
    CONSTRAINT servers_config_tomori_nickname_check CHECK (
        CASE jsonb_typeof(config -> 'tomori_nickname')
            WHEN 'string' THEN char_length(config ->> 'tomori_nickname') BETWEEN 1 AND 100
                AND NOT is_blank(config ->> 'tomori_nickname')
            ELSE NOT config ? 'tomori_nickname'
        END
    )
);

CREATE INDEX servers_created_at_idx ON servers (created_at DESC, server_id DESC);

CREATE TRIGGER servers_set_updated_at BEFORE UPDATE ON servers
FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE servers IS 'A Discord server (guild) that the bot was set up in.';
COMMENT ON COLUMN servers.server_id IS 'Key of this database.';
COMMENT ON COLUMN servers.discord_server_id IS 'Discord''s snowflake of the guild, in decimal.';
COMMENT ON COLUMN servers.config IS 'Settings of the bot in this server: an object; keys that this schema does not know are kept.';
COMMENT ON COLUMN servers.created_at IS 'When the row was written first.';
COMMENT ON COLUMN servers.updated_at IS 'When the row was written last; kept by a trigger.';
