SELECT table_name, index_name, non_unique, column_name, CAST(NULL AS CHAR), sub_part, collation,
    index_type, index_comment, IF(ignored = 'YES', 'IGNORED', NULL)
FROM information_schema.statistics
WHERE table_schema = ?
ORDER BY table_name, index_name, seq_in_index
