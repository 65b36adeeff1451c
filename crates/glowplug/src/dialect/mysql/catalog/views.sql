SELECT table_name, CONCAT_WS(' ', 'view', table_name, LOWER(security_type),
    CONCAT('check ', LOWER(check_option)), view_definition)
FROM information_schema.views
WHERE table_schema = ?
