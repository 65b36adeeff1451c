-- A partitioned table stands for its partitions, with their sums.
SELECT n.nspname::text AS schema,
    c.relname::text AS name,
    parts.rows,
    parts.size,
    parts.inserts,
    parts.updates,
    parts.deletes,
    pg_catalog.obj_description(c.oid, 'pg_class') AS comment
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT sum(CASE WHEN p.reltuples >= 0 THEN p.reltuples::int8 ELSE s.n_live_tup END)::int8 AS rows,
        sum(pg_catalog.pg_total_relation_size(p.oid))::int8 AS size,
        sum(s.n_tup_ins)::int8 AS inserts,
        sum(s.n_tup_upd)::int8 AS updates,
        sum(s.n_tup_del)::int8 AS deletes
    FROM pg_catalog.pg_class p
    LEFT JOIN pg_catalog.pg_stat_user_tables s ON s.relid = p.oid
    WHERE p.relkind = 'r'
        AND (
            p.oid = c.oid
            OR (
                c.relkind = 'p'
                AND p.oid IN (SELECT t.relid FROM pg_catalog.pg_partition_tree(c.oid) t)
            )
        )
) parts
WHERE c.relkind IN ('r', 'p')
    AND NOT c.relispartition
    AND c.relpersistence <> 't'
    AND n.nspname !~ '^pg_'
    AND n.nspname <> 'information_schema'
    AND NOT pg_catalog.starts_with(c.relname::text, '__diesel_')
    AND NOT pg_catalog.starts_with(c.relname::text, '__glowplug_')
    AND NOT EXISTS (
        SELECT
        FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.objid = c.oid
            AND d.deptype = 'e'
    )
ORDER BY n.nspname, c.relname
