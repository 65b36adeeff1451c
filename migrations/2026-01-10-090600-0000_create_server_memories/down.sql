DROP TABLE server_memories;
