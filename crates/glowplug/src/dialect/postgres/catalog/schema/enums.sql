SELECT
    t.oid::bigint AS id,
    json_build_object(
        'name', json_build_object('schema', n.name, 'name', t.typname),
        'values', (
            SELECT coalesce(json_agg(e.enumlabel ORDER BY e.enumsortorder), '[]')
            FROM pg_enum e
            WHERE e.enumtypid = t.oid
        ),
        'comment', d.description
    ) AS object
FROM pg_type t
JOIN namespaces n ON n.id = t.typnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE t.typtype = 'e' AND (t.tableoid, t.oid) NOT IN (SELECT m.class, m.id FROM members m)
