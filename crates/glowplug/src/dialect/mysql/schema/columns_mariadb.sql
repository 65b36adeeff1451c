SELECT table_name, column_name, column_type, data_type, is_nullable, column_default, extra,
    generation_expression, collation_name, column_comment, character_maximum_length,
    numeric_precision, CAST(NULL AS SIGNED)
FROM information_schema.columns
WHERE table_schema = ?
ORDER BY table_name, ordinal_position
