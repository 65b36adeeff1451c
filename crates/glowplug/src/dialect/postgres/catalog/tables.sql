-- The tables of the project. A partitioned table represents its partitions, with their totals.
SELECT n.nspname::pg_catalog.text AS schema,
    c.relname::pg_catalog.text AS name,
    parts.rows,
    parts.size,
    parts.scans,
    parts.reads,
    parts.inserts,
    parts.updates,
    parts.deletes,
    (
        SELECT m.description
        FROM pg_catalog.pg_description m
        WHERE m.objoid OPERATOR(pg_catalog.=) c.oid
            AND m.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass
            AND m.objsubid OPERATOR(pg_catalog.=) 0
    ) AS comment
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
CROSS JOIN LATERAL (
    SELECT pg_catalog.sum(
            CASE
                WHEN p.reltuples OPERATOR(pg_catalog.>=) 0 THEN p.reltuples::bigint
                ELSE s.n_live_tup
            END
        )::bigint AS rows,
        pg_catalog.sum(pg_catalog.pg_total_relation_size(p.oid))::bigint AS size,
        pg_catalog.sum(
            s.seq_scan OPERATOR(pg_catalog.+) COALESCE(s.idx_scan, 0::bigint)
        )::bigint AS scans,
        pg_catalog.sum(
            s.seq_tup_read OPERATOR(pg_catalog.+) COALESCE(s.idx_tup_fetch, 0::bigint)
        )::bigint AS reads,
        pg_catalog.sum(s.n_tup_ins)::bigint AS inserts,
        pg_catalog.sum(s.n_tup_upd)::bigint AS updates,
        pg_catalog.sum(s.n_tup_del)::bigint AS deletes
    FROM pg_catalog.pg_class p
    LEFT JOIN pg_catalog.pg_stat_user_tables s ON s.relid OPERATOR(pg_catalog.=) p.oid
    WHERE p.relkind OPERATOR(pg_catalog.=) 'r'
        AND (
            p.oid OPERATOR(pg_catalog.=) c.oid
            OR (
                c.relkind OPERATOR(pg_catalog.=) 'p'
                AND p.oid OPERATOR(pg_catalog.=) ANY (
                    SELECT t.relid FROM pg_catalog.pg_partition_tree(c.oid) t
                )
            )
        )
) parts
WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p}'::pg_catalog."char"[])
    AND NOT c.relispartition
    AND c.relpersistence OPERATOR(pg_catalog.<>) 't'
    AND n.nspname OPERATOR(pg_catalog.!~) '^pg_'
    AND n.nspname OPERATOR(pg_catalog.<>) 'information_schema'
    AND NOT pg_catalog.starts_with(c.relname::pg_catalog.text, '__diesel_')
    AND NOT pg_catalog.starts_with(c.relname::pg_catalog.text, '__glowplug_')
    AND NOT EXISTS (
        SELECT
        FROM pg_catalog.pg_depend d
        WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.objid OPERATOR(pg_catalog.=) c.oid
            AND d.deptype OPERATOR(pg_catalog.=) 'e'
    )
ORDER BY n.nspname, c.relname
