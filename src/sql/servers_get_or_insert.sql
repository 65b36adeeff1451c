WITH found AS (
    SELECT server_id, discord_server_id, config, created_at, updated_at
    FROM servers
    WHERE discord_server_id = $1
), made AS (
    INSERT INTO servers (discord_server_id, config)
    SELECT $1, $2
    WHERE NOT EXISTS (SELECT FROM found)
    ON CONFLICT (discord_server_id) DO NOTHING
    RETURNING server_id, discord_server_id, config, created_at, updated_at
)
SELECT server_id, discord_server_id, config, created_at, updated_at FROM found
UNION ALL
SELECT server_id, discord_server_id, config, created_at, updated_at FROM made
