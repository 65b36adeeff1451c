-- Columns that differ between server versions are read by name: PostgreSQL 13 has no
-- `colliculocale`, 17 calls it `colllocale`.
SELECT
    'pg_collation'::regclass::oid::bigint AS class,
    c.oid::bigint AS id,
    '[]'::json AS uses,
    json_build_object(
        'kind', 'collation',
        'name', c.oid::regcollation::text,
        'schema', n.name,
        'create', json_build_array(
            format('CREATE COLLATION %s (%s)', c.oid::regcollation, concat_ws(
                ', ',
                'provider = ' || CASE c.collprovider
                    WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' WHEN 'c' THEN 'libc'
                END,
                'locale = ' || quote_literal(said.locale),
                CASE WHEN said.locale IS NULL THEN 'lc_collate = ' || quote_literal(said.sorted) END,
                CASE WHEN said.locale IS NULL THEN 'lc_ctype = ' || quote_literal(said.ctype) END,
                CASE WHEN NOT c.collisdeterministic THEN 'deterministic = false' END,
                'rules = ' || quote_literal(said.rules)
            ))
        ),
        'drop', format('DROP COLLATION %s', c.oid::regcollation),
        'address', format('COLLATION %s', c.oid::regcollation),
        'comment', obj_description(c.oid, 'pg_collation')
    ) AS object
FROM pg_collation c
JOIN namespaces n ON n.id = c.collnamespace
CROSS JOIN to_jsonb(c) whole (data)
CROSS JOIN LATERAL (
    SELECT
        data ->> 'collcollate',
        data ->> 'collctype',
        coalesce(
            data ->> 'colllocale',
            data ->> 'colliculocale',
            CASE WHEN data ->> 'collcollate' = data ->> 'collctype' THEN data ->> 'collcollate' END
        ),
        data ->> 'collicurules'
) said (sorted, ctype, locale, rules)
WHERE (c.tableoid, c.oid) NOT IN (SELECT m.class, m.id FROM members m)
