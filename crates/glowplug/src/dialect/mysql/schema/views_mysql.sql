SELECT table_name, view_definition, check_option, security_type, 'UNDEFINED'
FROM information_schema.views
WHERE table_schema = ?
ORDER BY table_name
