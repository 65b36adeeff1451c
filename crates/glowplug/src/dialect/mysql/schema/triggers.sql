SELECT event_object_table, trigger_name, action_timing, event_manipulation, action_statement,
    definer, sql_mode
FROM information_schema.triggers
WHERE trigger_schema = ?
ORDER BY event_object_table, action_timing, event_manipulation, action_order
