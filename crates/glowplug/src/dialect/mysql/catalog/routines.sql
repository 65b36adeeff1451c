SELECT CAST(NULL AS CHAR), CONCAT_WS(' ', LOWER(routine.routine_type), routine.routine_name,
    CONCAT('(', parameter.ordinal_position), parameter.parameter_mode, parameter.parameter_name,
    CONCAT(parameter.dtd_identifier, ')'), CONCAT('returns ', NULLIF(routine.dtd_identifier, '')),
    IF(routine.is_deterministic = 'YES', 'deterministic', NULL), LOWER(routine.sql_data_access),
    LOWER(routine.security_type), CONCAT('comment: ', NULLIF(routine.routine_comment, '')),
    routine.routine_definition)
FROM information_schema.routines AS routine
LEFT JOIN information_schema.parameters AS parameter
    ON parameter.specific_schema = routine.routine_schema
    AND parameter.specific_name = routine.specific_name
    AND parameter.routine_type = routine.routine_type
    AND parameter.ordinal_position > 0
WHERE routine.routine_schema = ?
