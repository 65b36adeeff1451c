-- With a pending list of 128 kB each memory of 90 characters wrote 13 kB of WAL; with 1 MB it is 4 kB.
-- A search that asks the trigram index reads the whole list, 1 MB in a millisecond or two; vacuum
-- empties it, so it comes more often than the usual fifth of the table's rows would let it.
ALTER INDEX personal_memories_server_id_memory_content_idx SET (gin_pending_list_limit = 1024);
ALTER INDEX server_memories_server_id_memory_content_idx SET (gin_pending_list_limit = 1024);
ALTER TABLE personal_memories SET (autovacuum_vacuum_insert_scale_factor = 0.01);
ALTER TABLE server_memories SET (autovacuum_vacuum_insert_scale_factor = 0.01);
