-- The snowflakes of users who were deleted since do not come back.
UPDATE error_logs
SET error_context = jsonb_strip_nulls(jsonb_build_object(
    'from_user', (SELECT u.discord_user_id FROM users u WHERE u.user_id::text = error_context ->> 'from_user_id'),
    'to_user', (SELECT u.discord_user_id FROM users u WHERE u.user_id::text = error_context ->> 'to_user_id')
)) || (error_context - ARRAY['from_user_id', 'to_user_id'])
WHERE error_type = 'memory_transfer'
    AND jsonb_typeof(error_context) = 'object'
    AND error_context ?| ARRAY['from_user_id', 'to_user_id'];
