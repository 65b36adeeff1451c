WITH found AS (
    SELECT user_id, discord_user_id, preferences, created_at, updated_at
    FROM users
    WHERE discord_user_id = $1
), made AS (
    INSERT INTO users (discord_user_id)
    SELECT $1
    WHERE NOT EXISTS (SELECT FROM found)
    ON CONFLICT (discord_user_id) DO NOTHING
    RETURNING user_id, discord_user_id, preferences, created_at, updated_at
)
SELECT user_id, discord_user_id, preferences, created_at, updated_at FROM found
UNION ALL
SELECT user_id, discord_user_id, preferences, created_at, updated_at FROM made
