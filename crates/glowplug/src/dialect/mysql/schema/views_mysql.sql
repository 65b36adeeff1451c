SELECT table_name, view_definition, check_option, security_type, 'UNDEFINED', definer
FROM information_schema.views
WHERE table_schema = ?
ORDER BY table_name
