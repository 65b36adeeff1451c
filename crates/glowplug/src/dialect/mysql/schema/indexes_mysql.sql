SELECT table_name, index_name, non_unique, column_name, expression, sub_part, collation,
    index_type, index_comment, IF(is_visible = 'YES', NULL, 'INVISIBLE')
FROM information_schema.statistics
WHERE table_schema = ?
ORDER BY table_name, index_name, seq_in_index
