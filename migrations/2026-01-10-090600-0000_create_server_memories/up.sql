CREATE TABLE server_memories (
    memory_id bigint GENERATED ALWAYS AS IDENTITY,
    server_id bigint NOT NULL,
    memory_content text NOT NULL,
    memory_type text NOT NULL DEFAULT 'general',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT server_memories_pkey PRIMARY KEY (memory_id),
    CONSTRAINT server_memories_created_at_check CHECK (isfinite(created_at)),
    CONSTRAINT server_memories_updated_at_check CHECK (isfinite(updated_at)),
    CONSTRAINT server_memories_server_id_fkey FOREIGN KEY (server_id)
        REFERENCES servers (server_id) ON DELETE CASCADE,
    CONSTRAINT server_memories_memory_content_check CHECK (
        char_length(memory_content) BETWEEN 1 AND 1000
        AND NOT is_blank(memory_content)
    ),
    CONSTRAINT server_memories_memory_type_check CHECK (
        char_length(memory_type) BETWEEN 1 AND 50
        AND NOT is_blank(memory_type)
    )
);

-- The list of one server, newest first; also serves the foreign key and searches for common terms.
CREATE INDEX server_memories_server_id_created_at_idx
ON server_memories (server_id, created_at DESC, memory_id DESC);

-- A search for a rare or absent term within one server. Every search reads the pending list: short.
CREATE INDEX server_memories_server_id_memory_content_idx
ON server_memories USING gin (server_id, memory_content gin_trgm_ops)
WITH (gin_pending_list_limit = 128);

-- The purge of one type by age.
CREATE INDEX server_memories_memory_type_created_at_idx
ON server_memories (memory_type, created_at);

CREATE TRIGGER server_memories_set_updated_at BEFORE UPDATE ON server_memories
FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE server_memories IS 'What the bot remembers of one server as a whole.';
COMMENT ON COLUMN server_memories.memory_id IS 'Key of this database.';
COMMENT ON COLUMN server_memories.server_id IS 'Which server; the memory goes with it.';
COMMENT ON COLUMN server_memories.memory_content IS 'The memory: 1 to 1,000 characters, not blank.';
COMMENT ON COLUMN server_memories.memory_type IS 'Its kind, for example general or learned_by_tomori: 1 to 50 characters.';
COMMENT ON COLUMN server_memories.created_at IS 'When the row was written first.';
COMMENT ON COLUMN server_memories.updated_at IS 'When the row was written last; kept by a trigger.';
