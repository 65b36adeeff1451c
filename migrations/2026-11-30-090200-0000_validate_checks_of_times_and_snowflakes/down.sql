ALTER TABLE servers
    DROP CONSTRAINT servers_created_at_check,
    DROP CONSTRAINT servers_updated_at_check,
    DROP CONSTRAINT servers_discord_server_id_check,
    ADD CONSTRAINT servers_created_at_check CHECK (created_at < '262143-01-01 00:00:00+00' AND isfinite(created_at)) NOT VALID,
    ADD CONSTRAINT servers_updated_at_check CHECK (updated_at < '262143-01-01 00:00:00+00' AND isfinite(updated_at)) NOT VALID,
    ADD CONSTRAINT servers_discord_server_id_check CHECK (
        discord_server_id ~ '^[1-9][0-9]{0,19}$'
        AND (char_length(discord_server_id) < 20 OR discord_server_id COLLATE "C" <= '18446744073709551615')
    ) NOT VALID;

ALTER TABLE users
    DROP CONSTRAINT users_created_at_check,
    DROP CONSTRAINT users_updated_at_check,
    DROP CONSTRAINT users_discord_user_id_check,
    ADD CONSTRAINT users_created_at_check CHECK (created_at < '262143-01-01 00:00:00+00' AND isfinite(created_at)) NOT VALID,
    ADD CONSTRAINT users_updated_at_check CHECK (updated_at < '262143-01-01 00:00:00+00' AND isfinite(updated_at)) NOT VALID,
    ADD CONSTRAINT users_discord_user_id_check CHECK (
        discord_user_id ~ '^[1-9][0-9]{0,19}$'
        AND (char_length(discord_user_id) < 20 OR discord_user_id COLLATE "C" <= '18446744073709551615')
    ) NOT VALID;

ALTER TABLE personal_memories
    DROP CONSTRAINT personal_memories_created_at_check,
    DROP CONSTRAINT personal_memories_updated_at_check,
    ADD CONSTRAINT personal_memories_created_at_check CHECK (created_at < '262143-01-01 00:00:00+00' AND isfinite(created_at)) NOT VALID,
    ADD CONSTRAINT personal_memories_updated_at_check CHECK (updated_at < '262143-01-01 00:00:00+00' AND isfinite(updated_at)) NOT VALID;

ALTER TABLE server_memories
    DROP CONSTRAINT server_memories_created_at_check,
    DROP CONSTRAINT server_memories_updated_at_check,
    ADD CONSTRAINT server_memories_created_at_check CHECK (created_at < '262143-01-01 00:00:00+00' AND isfinite(created_at)) NOT VALID,
    ADD CONSTRAINT server_memories_updated_at_check CHECK (updated_at < '262143-01-01 00:00:00+00' AND isfinite(updated_at)) NOT VALID;

ALTER TABLE encrypted_api_keys
    DROP CONSTRAINT encrypted_api_keys_created_at_check,
    DROP CONSTRAINT encrypted_api_keys_updated_at_check,
    ADD CONSTRAINT encrypted_api_keys_created_at_check CHECK (created_at < '262143-01-01 00:00:00+00' AND isfinite(created_at)) NOT VALID,
    ADD CONSTRAINT encrypted_api_keys_updated_at_check CHECK (updated_at < '262143-01-01 00:00:00+00' AND isfinite(updated_at)) NOT VALID;

ALTER TABLE tomori_presets
    DROP CONSTRAINT tomori_presets_created_at_check,
    DROP CONSTRAINT tomori_presets_updated_at_check,
    ADD CONSTRAINT tomori_presets_created_at_check CHECK (created_at < '262143-01-01 00:00:00+00' AND isfinite(created_at)) NOT VALID,
    ADD CONSTRAINT tomori_presets_updated_at_check CHECK (updated_at < '262143-01-01 00:00:00+00' AND isfinite(updated_at)) NOT VALID;

ALTER TABLE tomori_instances
    DROP CONSTRAINT tomori_instances_created_at_check,
    DROP CONSTRAINT tomori_instances_updated_at_check,
    ADD CONSTRAINT tomori_instances_created_at_check CHECK (created_at < '262143-01-01 00:00:00+00' AND isfinite(created_at)) NOT VALID,
    ADD CONSTRAINT tomori_instances_updated_at_check CHECK (updated_at < '262143-01-01 00:00:00+00' AND isfinite(updated_at)) NOT VALID;

ALTER TABLE error_logs
    DROP CONSTRAINT error_logs_created_at_check,
    DROP CONSTRAINT error_logs_updated_at_check,
    ADD CONSTRAINT error_logs_created_at_check CHECK (created_at < '262143-01-01 00:00:00+00' AND isfinite(created_at)) NOT VALID,
    ADD CONSTRAINT error_logs_updated_at_check CHECK (updated_at < '262143-01-01 00:00:00+00' AND isfinite(updated_at)) NOT VALID;
