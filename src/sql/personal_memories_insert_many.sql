INSERT INTO personal_memories (user_id, server_id, memory_content, memory_type)
SELECT u.user_id, s.server_id, m.memory_content, m.memory_type
FROM users u
CROSS JOIN servers s
CROSS JOIN unnest($1, $2) WITH ORDINALITY AS m (memory_content, memory_type, position)
WHERE u.discord_user_id = $3 AND s.discord_server_id = $4
ORDER BY m.position
RETURNING memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at
