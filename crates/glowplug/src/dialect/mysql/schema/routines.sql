SELECT routine_name, routine_type, routine_definition, dtd_identifier, collation_name,
    is_deterministic, sql_data_access, security_type, routine_comment, definer, sql_mode
FROM information_schema.routines
WHERE routine_schema = ? AND routine_type IN ('FUNCTION', 'PROCEDURE')
ORDER BY routine_name, routine_type
