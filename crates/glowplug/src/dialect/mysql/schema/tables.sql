SELECT table_name, table_type, engine, table_collation, create_options, table_comment
FROM information_schema.tables
WHERE table_schema = ? AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE')
ORDER BY table_name
