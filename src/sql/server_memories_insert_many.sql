INSERT INTO server_memories (server_id, memory_content, memory_type)
SELECT s.server_id, m.memory_content, m.memory_type
FROM servers s
CROSS JOIN unnest($1, $2) WITH ORDINALITY AS m (memory_content, memory_type, position)
WHERE s.discord_server_id = $3
ORDER BY m.position
RETURNING memory_id, server_id, memory_content, memory_type, created_at, updated_at
