SELECT default_collation_name, @@default_storage_engine, CURRENT_USER(), @@sql_mode
FROM information_schema.schemata
WHERE schema_name = ?
