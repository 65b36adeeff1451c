SELECT event_name, event_definition, execute_at, interval_value, interval_field,
    IF(starts IN (created, last_altered), NULL, starts), ends, status, on_completion, event_comment,
    definer, sql_mode
FROM information_schema.events
WHERE event_schema = ?
ORDER BY event_name
