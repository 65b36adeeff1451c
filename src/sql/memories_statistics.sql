WITH wanted AS (
    SELECT server_id FROM servers WHERE discord_server_id = $1
), by_type AS (
    SELECT
        'personal' AS category,
        memory_type,
        count(*) AS memories,
        sum(char_length(memory_content)) AS characters,
        max(created_at) AS newest
    FROM personal_memories
    WHERE server_id = (SELECT server_id FROM wanted)
    GROUP BY memory_type
    UNION ALL
    SELECT
        'server' AS category,
        memory_type,
        count(*) AS memories,
        sum(char_length(memory_content)) AS characters,
        max(created_at) AS newest
    FROM server_memories
    WHERE server_id = (SELECT server_id FROM wanted)
    GROUP BY memory_type
), totals AS (
    SELECT category, sum(memories) AS memories, sum(characters) AS characters
    FROM by_type
    GROUP BY category
)
SELECT
    by_type.category,
    by_type.memory_type,
    by_type.memories,
    by_type.characters::float8 / by_type.memories AS average_length,
    by_type.newest,
    totals.memories::bigint AS total_memories,
    totals.characters::float8 / totals.memories::float8 AS total_average_length
FROM by_type
JOIN totals ON totals.category = by_type.category
ORDER BY by_type.category, by_type.memory_type
