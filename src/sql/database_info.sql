SELECT
  current_setting('server_version') AS version,
  clock_timestamp() AS server_time,
  current_database()::text AS database,
  pg_database_size(current_database()) AS size_bytes,
  coalesce(
    (
      SELECT
        json_agg(
          json_build_object(
            'schema', schemaname,
            'name', relname,
            'inserts', n_tup_ins,
            'updates', n_tup_upd,
            'deletes', n_tup_del,
            'live_rows', n_live_tup,
            'size_bytes', coalesce(pg_total_relation_size(relid), 0)
          )
          ORDER BY schemaname, relname
        )
      FROM pg_stat_user_tables
    ),
    '[]'
  ) AS tables
