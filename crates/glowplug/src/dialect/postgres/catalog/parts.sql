-- Everything of a table that is a name or a line: foreign keys both ways, checks, triggers.
SELECT 'key' AS part,
    k.conname::text AS name,
    pg_catalog.format(
        '(%s) → %s (%s)%s%s',
        (
            SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY u.place)
            FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY u (number, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
        ),
        k.confrelid::pg_catalog.regclass,
        (
            SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY u.place)
            FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY u (number, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number
        ),
        CASE k.confdeltype
            WHEN 'c' THEN ' on delete cascade'
            WHEN 'n' THEN ' on delete set null'
            WHEN 'd' THEN ' on delete set default'
            WHEN 'r' THEN ' on delete restrict'
        END,
        CASE k.confupdtype
            WHEN 'c' THEN ' on update cascade'
            WHEN 'n' THEN ' on update set null'
            WHEN 'd' THEN ' on update set default'
            WHEN 'r' THEN ' on update restrict'
        END
    ) AS definition
FROM pg_catalog.pg_constraint k
WHERE k.contype = 'f' AND k.conrelid = $1::int8::pg_catalog.oid
UNION ALL
SELECT 'referenced',
    k.conname::text,
    pg_catalog.format(
        '%s (%s)',
        k.conrelid::pg_catalog.regclass,
        (
            SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY u.place)
            FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY u (number, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
        )
    )
FROM pg_catalog.pg_constraint k
WHERE k.contype = 'f' AND k.confrelid = $1::int8::pg_catalog.oid AND k.conparentid = 0
UNION ALL
SELECT 'check', k.conname::text, pg_catalog.pg_get_constraintdef(k.oid)
FROM pg_catalog.pg_constraint k
WHERE k.contype = 'c' AND k.conrelid = $1::int8::pg_catalog.oid
UNION ALL
SELECT 'trigger', t.tgname::text, t.tgname::text
FROM pg_catalog.pg_trigger t
WHERE NOT t.tgisinternal AND t.tgrelid = $1::int8::pg_catalog.oid
ORDER BY 1, 3, 2
