SELECT part.table_name, CONCAT_WS(' ', 'foreign key',
    CONCAT(part.table_name, '.', part.constraint_name), part.ordinal_position, part.column_name,
    'references',
    CONCAT(IF(part.referenced_table_schema = part.table_schema, '',
        CONCAT(part.referenced_table_schema, '.')),
        part.referenced_table_name, '.', part.referenced_column_name),
    'on update', LOWER(rule.update_rule), 'on delete', LOWER(rule.delete_rule))
FROM information_schema.key_column_usage AS part
JOIN information_schema.referential_constraints AS rule
    ON rule.constraint_schema = part.constraint_schema
    AND rule.constraint_name = part.constraint_name
    AND rule.table_name = part.table_name
WHERE part.table_schema = ? AND part.referenced_table_name IS NOT NULL
