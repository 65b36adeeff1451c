-- The entry of a transfer names both users by their key of this database, which says nothing once the
-- user was deleted; Discord's snowflake of a deleted user would stay for ever.
UPDATE error_logs
SET error_context = jsonb_strip_nulls(jsonb_build_object(
    'from_user_id', (SELECT u.user_id FROM users u WHERE u.discord_user_id = error_context ->> 'from_user'),
    'to_user_id', (SELECT u.user_id FROM users u WHERE u.discord_user_id = error_context ->> 'to_user')
)) || (error_context - ARRAY['from_user', 'to_user'])
WHERE error_type = 'memory_transfer'
    AND jsonb_typeof(error_context) = 'object'
    AND error_context ?| ARRAY['from_user', 'to_user'];
