-- Tables that belong to extensions, with only what is printed of them.
SELECT json_build_object(
    'name', json_build_object('schema', n.name, 'name', c.relname),
    'columns', (
        SELECT coalesce(
            json_agg(
                json_build_object(
                    'name', a.attname,
                    'data_type', t.object,
                    'nullable', NOT a.attnotnull,
                    'storage', '[]'::json,
                    'comment', d.description
                )
                ORDER BY a.attnum
            ),
            '[]'
        )
        FROM pg_attribute a
        JOIN data_types t ON t.type = a.atttypid AND t.modifier = a.atttypmod
        LEFT JOIN pg_description d ON d.classoid = c.tableoid AND d.objoid = c.oid AND d.objsubid = a.attnum
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    ),
    'constraints', (
        SELECT coalesce(
            json_agg(
                json_build_object(
                    'name', k.conname,
                    'kind', json_build_object(
                        'primary_key', json_build_object('columns', columns.names, 'include', '[]'::json)
                    ),
                    'definition', pg_get_constraintdef(k.oid),
                    'deferral', 'none',
                    'validated', true,
                    'no_inherit', false
                )
            ),
            '[]'
        )
        FROM pg_constraint k
        CROSS JOIN LATERAL (
            SELECT json_agg(a.attname ORDER BY u.place)
            FROM unnest(k.conkey) WITH ORDINALITY u (number, place)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
        ) columns (names)
        WHERE k.conrelid = c.oid AND k.contype = 'p'
    ),
    'row_security', json_build_object('enabled', false, 'forced', false),
    'inherits', '[]'::json,
    'unlogged', false,
    'options', '[]'::json,
    'comment', d.description
) AS object
FROM members m
JOIN pg_class c ON c.tableoid = m.class AND c.oid = m.id
JOIN namespaces n ON n.id = c.relnamespace
LEFT JOIN pg_description d ON d.classoid = m.class AND d.objoid = m.id AND d.objsubid = 0
WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
ORDER BY n.name, c.relname
