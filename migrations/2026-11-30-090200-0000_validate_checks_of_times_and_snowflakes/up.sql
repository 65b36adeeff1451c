-- Reads every row while others read and write. A row that this crate could not read fails it, and the
-- message names the constraint: mend the row, and run the migration again.

ALTER TABLE servers VALIDATE CONSTRAINT servers_created_at_check;
ALTER TABLE servers VALIDATE CONSTRAINT servers_updated_at_check;
ALTER TABLE servers VALIDATE CONSTRAINT servers_discord_server_id_check;

ALTER TABLE users VALIDATE CONSTRAINT users_created_at_check;
ALTER TABLE users VALIDATE CONSTRAINT users_updated_at_check;
ALTER TABLE users VALIDATE CONSTRAINT users_discord_user_id_check;

ALTER TABLE personal_memories VALIDATE CONSTRAINT personal_memories_created_at_check;
ALTER TABLE personal_memories VALIDATE CONSTRAINT personal_memories_updated_at_check;

ALTER TABLE server_memories VALIDATE CONSTRAINT server_memories_created_at_check;
ALTER TABLE server_memories VALIDATE CONSTRAINT server_memories_updated_at_check;

ALTER TABLE encrypted_api_keys VALIDATE CONSTRAINT encrypted_api_keys_created_at_check;
ALTER TABLE encrypted_api_keys VALIDATE CONSTRAINT encrypted_api_keys_updated_at_check;

ALTER TABLE tomori_presets VALIDATE CONSTRAINT tomori_presets_created_at_check;
ALTER TABLE tomori_presets VALIDATE CONSTRAINT tomori_presets_updated_at_check;

ALTER TABLE tomori_instances VALIDATE CONSTRAINT tomori_instances_created_at_check;
ALTER TABLE tomori_instances VALIDATE CONSTRAINT tomori_instances_updated_at_check;

ALTER TABLE error_logs VALIDATE CONSTRAINT error_logs_created_at_check;
ALTER TABLE error_logs VALIDATE CONSTRAINT error_logs_updated_at_check;
