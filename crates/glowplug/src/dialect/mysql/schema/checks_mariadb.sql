SELECT table_name, constraint_name, check_clause, level, 'YES'
FROM information_schema.check_constraints
WHERE constraint_schema = ?
ORDER BY table_name, constraint_name
