ALTER TABLE servers
    ADD CONSTRAINT servers_config_advanced_mode_enabled_check CHECK (
        CASE jsonb_typeof(config -> 'advanced_mode_enabled')
            WHEN 'boolean' THEN true
            ELSE NOT config ? 'advanced_mode_enabled'
        END
    ),
    ADD CONSTRAINT servers_config_debug_logging_enabled_check CHECK (
        CASE jsonb_typeof(config -> 'debug_logging_enabled')
            WHEN 'boolean' THEN true
            ELSE NOT config ? 'debug_logging_enabled'
        END
    ),
    ADD CONSTRAINT servers_config_custom_personality_enabled_check CHECK (
        CASE jsonb_typeof(config -> 'custom_personality_enabled')
            WHEN 'boolean' THEN true
            ELSE NOT config ? 'custom_personality_enabled'
        END
    );
