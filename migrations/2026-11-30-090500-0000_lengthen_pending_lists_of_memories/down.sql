ALTER TABLE server_memories RESET (autovacuum_vacuum_insert_scale_factor);
ALTER TABLE personal_memories RESET (autovacuum_vacuum_insert_scale_factor);
ALTER INDEX server_memories_server_id_memory_content_idx SET (gin_pending_list_limit = 128);
ALTER INDEX personal_memories_server_id_memory_content_idx SET (gin_pending_list_limit = 128);
