CREATE TABLE personal_memories (
    memory_id bigint GENERATED ALWAYS AS IDENTITY,
    user_id bigint NOT NULL,
    server_id bigint NOT NULL,
    memory_content text NOT NULL,
    memory_type text NOT NULL DEFAULT 'general',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT personal_memories_pkey PRIMARY KEY (memory_id),
    CONSTRAINT personal_memories_created_at_check CHECK (isfinite(created_at)),
    CONSTRAINT personal_memories_updated_at_check CHECK (isfinite(updated_at)),
    CONSTRAINT personal_memories_user_id_fkey FOREIGN KEY (user_id)
        REFERENCES users (user_id) ON DELETE CASCADE,
    CONSTRAINT personal_memories_server_id_fkey FOREIGN KEY (server_id)
        REFERENCES servers (server_id) ON DELETE CASCADE,
    CONSTRAINT personal_memories_memory_content_check CHECK (
        char_length(memory_content) BETWEEN 1 AND 1000
        AND NOT is_blank(memory_content)
    ),
    CONSTRAINT personal_memories_memory_type_check CHECK (
        char_length(memory_type) BETWEEN 1 AND 50
        AND NOT is_blank(memory_type)
    )
);

-- The list of one user in one server, newest first; also serves the foreign key to users.
CREATE INDEX personal_memories_user_id_server_id_created_at_idx
ON personal_memories (user_id, server_id, created_at DESC, memory_id DESC);

-- The newest of a whole server: a search for a common term; also serves the foreign key to servers.
CREATE INDEX personal_memories_server_id_created_at_idx
ON personal_memories (server_id, created_at DESC, memory_id DESC);

-- A search for a rare or absent term within one server. Every search reads the pending list: short.
CREATE INDEX personal_memories_server_id_memory_content_idx
ON personal_memories USING gin (server_id, memory_content gin_trgm_ops)
WITH (gin_pending_list_limit = 128);

-- The purge of one type by age.
CREATE INDEX personal_memories_memory_type_created_at_idx
ON personal_memories (memory_type, created_at);

CREATE TRIGGER personal_memories_set_updated_at BEFORE UPDATE ON personal_memories
FOR EACH ROW EXECUTE FUNCTION set_updated_at();

COMMENT ON TABLE personal_memories IS 'What the bot remembers of one user in one server.';
COMMENT ON COLUMN personal_memories.memory_id IS 'Key of this database.';
COMMENT ON COLUMN personal_memories.user_id IS 'Whom the memory is about; goes with the user.';
COMMENT ON COLUMN personal_memories.server_id IS 'Where it was learned; goes with the server.';
COMMENT ON COLUMN personal_memories.memory_content IS 'The memory: 1 to 1,000 characters, not blank.';
COMMENT ON COLUMN personal_memories.memory_type IS 'Its kind, for example general or learned_by_tomori: 1 to 50 characters.';
COMMENT ON COLUMN personal_memories.created_at IS 'When the row was written first.';
COMMENT ON COLUMN personal_memories.updated_at IS 'When the row was written last; kept by a trigger.';
