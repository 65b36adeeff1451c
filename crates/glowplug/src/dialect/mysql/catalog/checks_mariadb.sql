SELECT table_name, CONCAT_WS(' ', 'check', CONCAT(table_name, '.', constraint_name),
    LOWER(level), check_clause)
FROM information_schema.check_constraints
WHERE constraint_schema = ?
