SELECT table_name, view_definition, check_option, security_type, algorithm, definer
FROM information_schema.views
WHERE table_schema = ?
ORDER BY table_name
