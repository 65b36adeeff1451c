DELETE FROM server_memories
WHERE memory_id = ANY (ARRAY(
    SELECT memory_id
    FROM server_memories
    WHERE server_id = (SELECT server_id FROM servers WHERE discord_server_id = $1)
        AND memory_type = $2
        AND created_at < $3
    ORDER BY created_at
    LIMIT $4
    FOR UPDATE SKIP LOCKED
))
