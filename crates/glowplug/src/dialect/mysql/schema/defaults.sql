SELECT default_collation_name, @@default_storage_engine
FROM information_schema.schemata
WHERE schema_name = ?
