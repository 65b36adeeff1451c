DELETE FROM personal_memories
WHERE memory_id = ANY (ARRAY(
    SELECT memory_id
    FROM personal_memories
    WHERE memory_type = $1 AND created_at < $2
    ORDER BY created_at
    LIMIT $3
    FOR UPDATE SKIP LOCKED
))
