SELECT event_object_table, CONCAT_WS(' ', 'trigger',
    CONCAT(event_object_table, '.', trigger_name), LOWER(action_timing),
    LOWER(event_manipulation), action_order, action_statement)
FROM information_schema.triggers
WHERE trigger_schema = ?
