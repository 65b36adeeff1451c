SELECT
    'pg_publication_namespace'::regclass::oid::bigint AS class,
    s.oid::bigint AS id,
    json_build_array() AS uses,
    json_build_object(
        'kind', 'published_table',
        'name', format('all tables in schema %I of %I', n.name, p.pubname),
        'schema', n.name,
        'create', json_build_array(format('ALTER PUBLICATION %I ADD TABLES IN SCHEMA %I', p.pubname, n.name)),
        'drop', format('ALTER PUBLICATION %I DROP TABLES IN SCHEMA %I', p.pubname, n.name),
        'address', '',
        'comment', NULL
    ) AS object
FROM pg_publication_namespace s
JOIN pg_publication p ON p.oid = s.pnpubid
JOIN namespaces n ON n.id = s.pnnspid
