SELECT specific_name, routine_type, parameter_mode, parameter_name, dtd_identifier, collation_name
FROM information_schema.parameters
WHERE specific_schema = ? AND ordinal_position > 0
ORDER BY specific_name, routine_type, ordinal_position
