ALTER TABLE servers
    DROP CONSTRAINT servers_created_at_check,
    DROP CONSTRAINT servers_updated_at_check,
    DROP CONSTRAINT servers_discord_server_id_check,
    ADD CONSTRAINT servers_created_at_check CHECK (isfinite(created_at)),
    ADD CONSTRAINT servers_updated_at_check CHECK (isfinite(updated_at)),
    ADD CONSTRAINT servers_discord_server_id_check CHECK (discord_server_id ~ '^[1-9][0-9]{0,19}$');

ALTER TABLE users
    DROP CONSTRAINT users_created_at_check,
    DROP CONSTRAINT users_updated_at_check,
    DROP CONSTRAINT users_discord_user_id_check,
    ADD CONSTRAINT users_created_at_check CHECK (isfinite(created_at)),
    ADD CONSTRAINT users_updated_at_check CHECK (isfinite(updated_at)),
    ADD CONSTRAINT users_discord_user_id_check CHECK (discord_user_id ~ '^[1-9][0-9]{0,19}$');

ALTER TABLE personal_memories
    DROP CONSTRAINT personal_memories_created_at_check,
    DROP CONSTRAINT personal_memories_updated_at_check,
    ADD CONSTRAINT personal_memories_created_at_check CHECK (isfinite(created_at)),
    ADD CONSTRAINT personal_memories_updated_at_check CHECK (isfinite(updated_at));

ALTER TABLE server_memories
    DROP CONSTRAINT server_memories_created_at_check,
    DROP CONSTRAINT server_memories_updated_at_check,
    ADD CONSTRAINT server_memories_created_at_check CHECK (isfinite(created_at)),
    ADD CONSTRAINT server_memories_updated_at_check CHECK (isfinite(updated_at));

ALTER TABLE encrypted_api_keys
    DROP CONSTRAINT encrypted_api_keys_created_at_check,
    DROP CONSTRAINT encrypted_api_keys_updated_at_check,
    ADD CONSTRAINT encrypted_api_keys_created_at_check CHECK (isfinite(created_at)),
    ADD CONSTRAINT encrypted_api_keys_updated_at_check CHECK (isfinite(updated_at));

ALTER TABLE tomori_presets
    DROP CONSTRAINT tomori_presets_created_at_check,
    DROP CONSTRAINT tomori_presets_updated_at_check,
    ADD CONSTRAINT tomori_presets_created_at_check CHECK (isfinite(created_at)),
    ADD CONSTRAINT tomori_presets_updated_at_check CHECK (isfinite(updated_at));

ALTER TABLE tomori_instances
    DROP CONSTRAINT tomori_instances_created_at_check,
    DROP CONSTRAINT tomori_instances_updated_at_check,
    ADD CONSTRAINT tomori_instances_created_at_check CHECK (isfinite(created_at)),
    ADD CONSTRAINT tomori_instances_updated_at_check CHECK (isfinite(updated_at));

ALTER TABLE error_logs
    DROP CONSTRAINT error_logs_created_at_check,
    DROP CONSTRAINT error_logs_updated_at_check,
    ADD CONSTRAINT error_logs_created_at_check CHECK (isfinite(created_at)),
    ADD CONSTRAINT error_logs_updated_at_check CHECK (isfinite(updated_at));
