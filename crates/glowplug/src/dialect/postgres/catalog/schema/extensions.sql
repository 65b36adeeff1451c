-- Without those that a new database has.
SELECT
    e.oid::bigint AS id,
    json_build_object('name', e.extname, 'schema', n.nspname, 'version', e.extversion) AS object
FROM pg_extension e
JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE e.oid >= 16384
