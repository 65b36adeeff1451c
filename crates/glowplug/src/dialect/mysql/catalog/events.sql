SELECT CAST(NULL AS CHAR), CONCAT_WS(' ', 'event', event_name, LOWER(event_type), interval_value,
    interval_field, execute_at, ends, LOWER(status), LOWER(on_completion),
    CONCAT('comment: ', NULLIF(event_comment, '')), event_definition)
FROM information_schema.events
WHERE event_schema = ?
