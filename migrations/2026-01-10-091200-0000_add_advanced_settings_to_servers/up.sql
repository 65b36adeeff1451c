UPDATE servers
SET config = jsonb_build_object(
    'advanced_mode_enabled', false,
    'debug_logging_enabled', false,
    'custom_personality_enabled', true
) || config
WHERE NOT config ?& ARRAY[
    'advanced_mode_enabled', 'debug_logging_enabled', 'custom_personality_enabled'
];
