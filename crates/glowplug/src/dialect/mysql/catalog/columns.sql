SELECT table_name, CONCAT_WS(' ', 'column', CONCAT(table_name, '.', column_name),
    ordinal_position, column_type, collation_name, IF(is_nullable = 'YES', 'null', 'not null'),
    CONCAT('default ', column_default), NULLIF(extra, ''),
    CONCAT('as ', NULLIF(generation_expression, '')),
    CONCAT('comment: ', NULLIF(column_comment, '')))
FROM information_schema.columns
WHERE table_schema = ?
