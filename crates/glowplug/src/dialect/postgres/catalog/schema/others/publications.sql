-- A publication, and each of its tables as an object of its own.
SELECT
    'pg_publication'::regclass::oid::bigint AS class,
    p.oid::bigint AS id,
    '[]'::json AS uses,
    json_build_object(
        'kind', 'publication',
        'name', quote_ident(p.pubname),
        'schema', NULL,
        'create', json_build_array(concat_ws(
            ' ',
            format('CREATE PUBLICATION %I', p.pubname),
            CASE WHEN p.puballtables THEN 'FOR ALL TABLES' END,
            'WITH (' || nullif(
                concat_ws(
                    ', ',
                    CASE WHEN NOT (p.pubinsert AND p.pubupdate AND p.pubdelete AND p.pubtruncate) THEN
                        format('publish = %L', concat_ws(
                            ', ',
                            CASE WHEN p.pubinsert THEN 'insert' END,
                            CASE WHEN p.pubupdate THEN 'update' END,
                            CASE WHEN p.pubdelete THEN 'delete' END,
                            CASE WHEN p.pubtruncate THEN 'truncate' END
                        ))
                    END,
                    CASE WHEN p.pubviaroot THEN 'publish_via_partition_root = true' END,
                    CASE to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN 'publish_generated_columns = stored' END
                ),
                ''
            ) || ')'
        )),
        'drop', format('DROP PUBLICATION %I', p.pubname),
        'address', format('PUBLICATION %I', p.pubname),
        'comment', obj_description(p.oid, 'pg_publication')
    ) AS object
FROM pg_publication p
WHERE (p.tableoid, p.oid) NOT IN (SELECT m.class, m.id FROM members m)
UNION ALL
SELECT
    'pg_publication_rel'::regclass::oid::bigint,
    r.oid::bigint,
    '[]',
    json_build_object(
        'kind', 'published_table',
        'name', format('%s of %I', r.prrelid::regclass, p.pubname),
        'schema', NULL,
        'create', json_build_array(concat_ws(
            ' ',
            format('ALTER PUBLICATION %I ADD TABLE %s', p.pubname, r.prrelid::regclass),
            (
                SELECT '(' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
                FROM pg_attribute a
                WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs::int2[])
            ),
            'WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')'
        )),
        'drop', format('ALTER PUBLICATION %I DROP TABLE %s', p.pubname, r.prrelid::regclass),
        'address', '',
        'comment', NULL
    )
FROM (
    SELECT r.*
    FROM (SELECT NULL::pg_node_tree AS prqual, NULL::int2vector AS prattrs) older
    CROSS JOIN LATERAL (SELECT oid, prpubid, prrelid, prqual, prattrs FROM pg_publication_rel) r
) r
JOIN pg_publication p ON p.oid = r.prpubid
JOIN relations t ON t.id = r.prrelid
