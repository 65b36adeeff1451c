SELECT tied.table_name, CONCAT_WS(' ', 'check', CONCAT(tied.table_name, '.', tied.constraint_name),
    IF(tied.enforced = 'YES', NULL, 'not enforced'), rule.check_clause)
FROM information_schema.table_constraints AS tied
JOIN information_schema.check_constraints AS rule
    ON rule.constraint_schema = tied.constraint_schema
    AND rule.constraint_name = tied.constraint_name
WHERE tied.table_schema = ? AND tied.constraint_type = 'CHECK'
