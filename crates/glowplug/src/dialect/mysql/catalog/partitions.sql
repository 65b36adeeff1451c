SELECT table_name, CONCAT_WS(' ', 'partition', CONCAT(table_name, '.', partition_name),
    subpartition_name, partition_ordinal_position, partition_method, partition_expression,
    partition_description, subpartition_method, subpartition_expression)
FROM information_schema.partitions
WHERE table_schema = ? AND partition_name IS NOT NULL
