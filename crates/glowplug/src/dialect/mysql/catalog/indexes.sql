SELECT table_name, CONCAT_WS(' ', 'index', CONCAT(table_name, '.', index_name),
    IF(non_unique, 'plain', 'unique'), LOWER(index_type), seq_in_index, column_name, sub_part,
    collation, CONCAT('comment: ', NULLIF(index_comment, '')))
FROM information_schema.statistics
WHERE table_schema = ?
