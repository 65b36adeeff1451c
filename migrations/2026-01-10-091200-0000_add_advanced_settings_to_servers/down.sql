UPDATE servers
SET config = config - ARRAY[
    'advanced_mode_enabled', 'debug_logging_enabled', 'custom_personality_enabled'
]
WHERE config ?| ARRAY[
    'advanced_mode_enabled', 'debug_logging_enabled', 'custom_personality_enabled'
];
