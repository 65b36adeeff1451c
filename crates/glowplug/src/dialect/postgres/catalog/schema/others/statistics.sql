SELECT
    'pg_statistic_ext'::regclass::oid::bigint AS class,
    s.oid::bigint AS id,
    '[]'::json AS uses,
    json_build_object(
        'kind', 'statistics',
        'name', said.name,
        'schema', n.name,
        'create', array_to_json(array_remove(
            ARRAY[
                -- The server always qualifies the name.
                'CREATE STATISTICS ' || said.name || substr(
                    pg_get_statisticsobjdef(s.oid),
                    length(format('CREATE STATISTICS %I.%I', n.name, s.stxname)) + 1
                ),
                format('ALTER STATISTICS %s SET STATISTICS %s', said.name, said.target)
            ],
            CASE WHEN said.target IS NULL THEN format('ALTER STATISTICS %s SET STATISTICS %s', said.name, said.target) END
        )),
        'drop', 'DROP STATISTICS ' || said.name,
        'address', 'STATISTICS ' || said.name,
        'comment', obj_description(s.oid, 'pg_statistic_ext')
    ) AS object
FROM pg_statistic_ext s
JOIN namespaces n ON n.id = s.stxnamespace
CROSS JOIN LATERAL (
    SELECT
        CASE WHEN n.name = current_setting('glowplug.schema') THEN '' ELSE quote_ident(n.name) || '.' END
            || quote_ident(s.stxname),
        nullif((to_jsonb(s) ->> 'stxstattarget')::int, -1)
) said (name, target)
WHERE (s.tableoid, s.oid) NOT IN (SELECT m.class, m.id FROM members m)
