SELECT tied.table_name, tied.constraint_name, rule.check_clause, 'Table', tied.enforced
FROM information_schema.table_constraints AS tied
JOIN information_schema.check_constraints AS rule
    ON rule.constraint_schema = tied.constraint_schema
    AND rule.constraint_name = tied.constraint_name
WHERE tied.table_schema = ? AND tied.constraint_type = 'CHECK'
ORDER BY tied.table_name, tied.constraint_name
