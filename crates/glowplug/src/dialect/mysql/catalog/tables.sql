SELECT table_name, CONCAT_WS(' ', 'table', table_name, LOWER(table_type), engine, table_collation,
    NULLIF(create_options, ''), CONCAT('comment: ', NULLIF(table_comment, '')))
FROM information_schema.tables
WHERE table_schema = ? AND table_type NOT IN ('VIEW', 'SYSTEM VIEW', 'TEMPORARY')
