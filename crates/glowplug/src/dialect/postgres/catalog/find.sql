-- The table that a person means by a name, quoted or not, with or without its schema.
SELECT c.oid::int8 AS oid,
    n.nspname::text AS schema,
    c.relname::text AS name,
    pg_catalog.format('%I.%I', n.nspname, c.relname) AS quoted,
    CASE c.relkind
        WHEN 'r' THEN 'table'
        WHEN 'p' THEN 'partitioned table'
        WHEN 'v' THEN 'view'
        WHEN 'm' THEN 'materialized view'
        ELSE 'foreign table'
    END AS kind,
    pg_catalog.obj_description(c.oid, 'pg_class') AS comment
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND (
        (
            pg_catalog.pg_table_is_visible(c.oid)
            AND $1 IN (c.relname::text, pg_catalog.quote_ident(c.relname))
        )
        OR $1 IN (n.nspname || '.' || c.relname, pg_catalog.format('%I.%I', n.nspname, c.relname))
        OR (pg_catalog.pg_table_is_visible(c.oid) AND pg_catalog.lower($1) = c.relname)
        OR pg_catalog.lower($1) = n.nspname || '.' || c.relname
    )
ORDER BY c.relname = $1 DESC,
    $1 IN (c.relname::text, n.nspname || '.' || c.relname) DESC,
    n.nspname,
    c.relname
LIMIT 1
