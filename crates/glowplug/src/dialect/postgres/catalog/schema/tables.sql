SELECT
    r.id::bigint AS id,
    json_build_object(
        'name', r.name,
        'row_security', json_build_object('enabled', r.relrowsecurity, 'forced', r.relforcerowsecurity),
        'partitioned', CASE r.kind WHEN 'p' THEN json_build_object('by', pg_get_partkeydef(r.id)) END,
        'partition_of', CASE
            WHEN r.relispartition THEN json_build_object(
                'parent', parents.names -> 0,
                'bound', pg_get_expr(r.relpartbound, r.id)
            )
        END,
        'inherits', CASE WHEN r.relispartition THEN '[]' ELSE coalesce(parents.names, '[]') END,
        'of_type', CASE
            WHEN r.reloftype <> 0 THEN (
                SELECT json_build_object('schema', n.nspname, 'name', t.typname)
                FROM pg_type t
                JOIN pg_namespace n ON n.oid = t.typnamespace
                WHERE t.oid = r.reloftype
            )
        END,
        'unlogged', r.relpersistence = 'u',
        'replica_identity', CASE r.relreplident
            WHEN 'n' THEN 'NOTHING'
            WHEN 'f' THEN 'FULL'
            WHEN 'i' THEN (
                SELECT 'USING INDEX ' || quote_ident(c.relname)
                FROM pg_index i
                JOIN pg_class c ON c.oid = i.indexrelid
                WHERE i.indrelid = r.id AND i.indisreplident
            )
        END,
        'options', (
            SELECT coalesce(json_agg(o.setting), '[]')
            FROM (
                SELECT unnest(r.reloptions)
                UNION ALL
                SELECT 'toast.' || unnest(t.reloptions) FROM pg_class t WHERE t.oid = r.reltoastrelid
            ) o (setting)
        ),
        'comment', d.description
    ) AS object
FROM relations r
LEFT JOIN (
    SELECT
        i.inhrelid AS id,
        json_agg(json_build_object('schema', n.nspname, 'name', c.relname) ORDER BY i.inhseqno) AS names
    FROM pg_inherits i
    JOIN pg_class c ON c.oid = i.inhparent
    JOIN pg_namespace n ON n.oid = c.relnamespace
    GROUP BY i.inhrelid
) parents ON parents.id = r.id
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = r.id AND d.objsubid = 0
WHERE r.kind IN ('r', 'p')
