-- Properties of a table, index or attribute that are not part of its definition.
SELECT
    0::bigint AS class,
    0::bigint AS id,
    json_build_array(
        json_build_array('pg_class'::regclass::oid::bigint, i.indexrelid::bigint, 0),
        json_build_array('pg_class'::regclass::oid::bigint, r.id::bigint, 0)
    ) AS uses,
    json_build_object(
        'kind', 'cluster',
        'name', r.id::regclass::text,
        'schema', NULL,
        'create', json_build_array(format('ALTER %s %s CLUSTER ON %I', said.kind, r.id::regclass, c.relname)),
        'drop', format('ALTER %s %s SET WITHOUT CLUSTER', said.kind, r.id::regclass),
        'address', '',
        'comment', NULL
    ) AS object
FROM pg_index i
JOIN relations r ON r.id = i.indrelid
JOIN pg_class c ON c.oid = i.indexrelid
CROSS JOIN LATERAL (
    SELECT CASE r.kind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END
) said (kind)
WHERE i.indisclustered
UNION ALL
SELECT
    0,
    0,
    json_build_array(json_build_array('pg_class'::regclass::oid::bigint, i.indexrelid::bigint, 0)),
    json_build_object(
        'kind', 'statistics_target',
        'name', format('column %s of index %s', a.attnum, i.indexrelid::regclass),
        'schema', NULL,
        'create', json_build_array(format(
            'ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', i.indexrelid::regclass, a.attnum, a.attstattarget
        )),
        'drop', format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS -1', i.indexrelid::regclass, a.attnum),
        'address', '',
        'comment', NULL
    )
FROM pg_index i
JOIN relations r ON r.id = i.indrelid
JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attstattarget >= 0 AND i.indkey[a.attnum - 1] = 0
JOIN pg_class c ON c.oid = i.indexrelid AND NOT c.relispartition
UNION ALL
SELECT
    0,
    0,
    json_build_array(json_build_array('pg_class'::regclass::oid::bigint, c.oid::bigint, 0)),
    json_build_object(
        'kind', 'tablespace',
        'name', format('%s %s', lower(said.kind), c.oid::regclass),
        'schema', NULL,
        'create', json_build_array(format('ALTER %s %s SET TABLESPACE %I', said.kind, c.oid::regclass, s.spcname)),
        'drop', format('ALTER %s %s SET TABLESPACE pg_default', said.kind, c.oid::regclass),
        'address', '',
        'comment', NULL
    )
FROM pg_class c
JOIN pg_tablespace s ON s.oid = c.reltablespace
LEFT JOIN pg_index i ON i.indexrelid = c.oid
JOIN relations r ON r.id = coalesce(i.indrelid, c.oid)
CROSS JOIN LATERAL (
    SELECT CASE c.relkind WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END
) said (kind)
UNION ALL
-- Comments on the attributes of types.
SELECT
    0,
    0,
    json_build_array(json_build_array('pg_class'::regclass::oid::bigint, r.id::bigint, 0)),
    json_build_object(
        'kind', 'comment',
        'name', format('column %s.%I', r.id::regclass, a.attname),
        'schema', NULL,
        'create', json_build_array(format('COMMENT ON COLUMN %s.%I IS %L', r.id::regclass, a.attname, d.description)),
        'drop', format('COMMENT ON COLUMN %s.%I IS NULL', r.id::regclass, a.attname),
        'address', '',
        'comment', NULL
    )
FROM relations r
JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = r.id AND d.objsubid > 0
JOIN pg_attribute a ON a.attrelid = r.id AND a.attnum = d.objsubid AND NOT a.attisdropped
WHERE r.kind = 'c'
UNION ALL
-- Comments on the indexes of keys.
SELECT
    0,
    0,
    json_build_array(json_build_array('pg_class'::regclass::oid::bigint, k.conindid::bigint, 0)),
    json_build_object(
        'kind', 'comment',
        'name', format('index %s', k.conindid::regclass),
        'schema', NULL,
        'create', json_build_array(format('COMMENT ON INDEX %s IS %L', k.conindid::regclass, d.description)),
        'drop', format('COMMENT ON INDEX %s IS NULL', k.conindid::regclass),
        'address', '',
        'comment', NULL
    )
FROM pg_constraint k
JOIN relations r ON r.id = k.conrelid
JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = k.conindid AND d.objsubid = 0
WHERE k.contype IN ('p', 'u', 'x')
