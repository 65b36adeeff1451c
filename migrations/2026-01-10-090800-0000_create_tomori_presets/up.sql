CREATE TABLE tomori_presets (
    tomori_preset_id bigint GENERATED ALWAYS AS IDENTITY,
    tomori_preset_name text NOT NULL,
    tomori_preset_desc text NOT NULL,
    preset_language text NOT NULL,
    personality_data jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT tomori_presets_pkey PRIMARY KEY (tomori_preset_id),
    CONSTRAINT tomori_presets_created_at_check CHECK (isfinite(created_at)),
    CONSTRAINT tomori_presets_updated_at_check CHECK (isfinite(updated_at)),
    CONSTRAINT tomori_presets_tomori_preset_name_check CHECK (
        char_length(tomori_preset_name) BETWEEN 1 AND 100
        AND NOT is_blank(tomori_preset_name)
    ),
    CONSTRAINT tomori_presets_tomori_preset_desc_check CHECK (
        char_length(tomori_preset_desc) <= 2000
    ),
    CONSTRAINT tomori_presets_preset_language_check CHECK (
        preset_language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$'
        AND char_length(preset_language) <= 35
    ),
    CONSTRAINT tomori_presets_personality_data_check CHECK (
        jsonb_typeof(personality_data) = 'object'
    )
);

-- The newest of all, and of one language.
CREATE INDEX tomori_presets_created_at_idx
ON tomori_presets (created_at DESC, tomori_preset_id DESC);
CREATE INDEX tomori_presets_preset_language_created_at_idx
ON tomori_presets (preset_language, created_at DESC, tomori_preset_id DESC);

CREATE TRIGGER tomori_presets_set_updated_at BEFORE UPDATE ON tomori_presets
FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE tomori_presets IS 'A personality that a server can start from.';
COMMENT ON COLUMN tomori_presets.tomori_preset_id IS 'Key of this database.';
COMMENT ON COLUMN tomori_presets.tomori_preset_name IS 'What people pick: 1 to 100 characters.';
COMMENT ON COLUMN tomori_presets.tomori_preset_desc IS 'What it is like: at most 2,000 characters.';
COMMENT ON COLUMN tomori_presets.preset_language IS 'A BCP 47 tag, for example en-US.';
COMMENT ON COLUMN tomori_presets.personality_data IS 'The personality: an object of free form, copied into each instance.';
COMMENT ON COLUMN tomori_presets.created_at IS 'When the row was written first.';
COMMENT ON COLUMN tomori_presets.updated_at IS 'When the row was written last; kept by a trigger.';
