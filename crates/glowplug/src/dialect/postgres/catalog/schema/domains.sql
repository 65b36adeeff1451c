SELECT
    t.oid::bigint AS id,
    json_build_object(
        'name', json_build_object('schema', n.name, 'name', t.typname),
        'data_type', b.object,
        'collation', CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text END,
        'nullable', NOT t.typnotnull,
        'default', pg_get_expr(t.typdefaultbin, 0),
        'checks', (
            SELECT coalesce(
                json_agg(
                    json_build_object(
                        'name', k.conname,
                        'definition', regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', ''),
                        'validated', k.convalidated
                    )
                    ORDER BY k.conname
                ),
                '[]'
            )
            FROM pg_constraint k
            WHERE k.contypid = t.oid AND k.contype = 'c'
        ),
        'comment', d.description
    ) AS object,
    (
        SELECT coalesce(json_agg(k.oid::bigint), '[]')
        FROM pg_constraint k
        WHERE k.contypid = t.oid
    ) AS checks
FROM pg_type t
JOIN namespaces n ON n.id = t.typnamespace
JOIN data_types b ON b.type = t.typbasetype AND b.modifier = t.typtypmod
LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE t.typtype = 'd' AND (t.tableoid, t.oid) NOT IN (SELECT m.class, m.id FROM members m)
