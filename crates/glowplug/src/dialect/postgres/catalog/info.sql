SELECT 'PostgreSQL ' || pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1) AS version,
    pg_catalog.current_database()::text AS database,
    current_user::text AS name,
    pg_catalog.pg_database_size(pg_catalog.current_database()) AS size
