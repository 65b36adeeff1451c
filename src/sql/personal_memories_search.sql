SELECT memory_id, user_id, server_id, memory_content, memory_type, created_at, updated_at
FROM search_personal_memories($1, $2, $3, $4, $5, $6, $7, $8, $9)
