ALTER TABLE servers
    DROP CONSTRAINT servers_config_custom_personality_enabled_check,
    DROP CONSTRAINT servers_config_debug_logging_enabled_check,
    DROP CONSTRAINT servers_config_advanced_mode_enabled_check;
