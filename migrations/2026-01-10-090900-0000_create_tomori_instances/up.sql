CREATE TABLE tomori_instances (
    tomori_instance_id bigint GENERATED ALWAYS AS IDENTITY,
    server_id bigint NOT NULL,
    personality_data jsonb NOT NULL DEFAULT '{}',
    llm_config jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT tomori_instances_pkey PRIMARY KEY (tomori_instance_id),
    CONSTRAINT tomori_instances_created_at_check CHECK (isfinite(created_at)),
    CONSTRAINT tomori_instances_updated_at_check CHECK (isfinite(updated_at)),
    CONSTRAINT tomori_instances_server_id_key UNIQUE (server_id),
    CONSTRAINT tomori_instances_server_id_fkey FOREIGN KEY (server_id)
        REFERENCES servers (server_id) ON DELETE CASCADE,
    CONSTRAINT tomori_instances_personality_data_check CHECK (
        jsonb_typeof(personality_data) = 'object'
    ),
    CONSTRAINT tomori_instances_llm_config_check CHECK (jsonb_typeof(llm_config) = 'object'),
    CONSTRAINT tomori_instances_llm_config_llm_provider_check CHECK (
        CASE jsonb_typeof(llm_config -> 'llm_provider')
            WHEN 'string' THEN char_length(llm_config ->> 'llm_provider') BETWEEN 1 AND 50
                AND NOT is_blank(llm_config ->> 'llm_provider')
            ELSE false
        END
    ),
    CONSTRAINT tomori_instances_llm_config_llm_codename_check CHECK (
        CASE jsonb_typeof(llm_config -> 'llm_codename')
            WHEN 'string' THEN char_length(llm_config ->> 'llm_codename') BETWEEN 1 AND 100
                AND NOT is_blank(llm_config ->> 'llm_codename')
            ELSE false
        END
    ),
    CONSTRAINT tomori_instances_llm_config_llm_temperature_check CHECK (
        CASE jsonb_typeof(llm_config -> 'llm_temperature')
            WHEN 'number' THEN (llm_config -> 'llm_temperature')::numeric BETWEEN 0.1 AND 2.0
            ELSE false
        END
    )
);

CREATE INDEX tomori_instances_created_at_idx
ON tomori_instances (created_at DESC, tomori_instance_id DESC);

CREATE TRIGGER tomori_instances_set_updated_at BEFORE UPDATE ON tomori_instances
FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE tomori_instances IS 'The bot as it lives in one server: its personality and its language model.';
COMMENT ON COLUMN tomori_instances.tomori_instance_id IS 'Key of this database.';
COMMENT ON COLUMN tomori_instances.server_id IS 'Where it lives, one for each server; goes with the server.';
COMMENT ON COLUMN tomori_instances.personality_data IS 'Its personality: an object, at first a copy of the preset''s.';
COMMENT ON COLUMN tomori_instances.llm_config IS 'Provider, model and temperature: an object.';
COMMENT ON COLUMN tomori_instances.created_at IS 'When the row was written first.';
COMMENT ON COLUMN tomori_instances.updated_at IS 'When the row was written last; kept by a trigger.';
