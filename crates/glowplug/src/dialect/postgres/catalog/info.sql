SELECT pg_catalog.concat(
        'PostgreSQL ',
        pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1)
    ) AS version,
    pg_catalog.current_database()::pg_catalog.text AS database,
    current_user::pg_catalog.text AS name,
    pg_catalog.pg_database_size(pg_catalog.current_database()) AS size
