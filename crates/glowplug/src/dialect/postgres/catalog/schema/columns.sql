SELECT
    a.attrelid::bigint AS owner,
    a.attnum AS number,
    d.oid::bigint AS value,
    json_build_object(
        'name', a.attname,
        'data_type', t.object,
        'nullable', NOT a.attnotnull,
        'default', CASE a.attgenerated WHEN '' THEN e.expression END,
        'identity', CASE WHEN a.attidentity <> '' THEN json_build_object('always', a.attidentity = 'a') END,
        'generated', CASE
            WHEN a.attgenerated <> '' THEN json_build_object('expression', e.expression, 'stored', a.attgenerated = 's')
        END,
        'collation', CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END,
        'storage', array_remove(
            ARRAY[
                CASE WHEN a.attstorage <> t.typstorage THEN 'STORAGE ' || CASE a.attstorage
                    WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED'
                END END,
                CASE a.attcompression WHEN 'p' THEN 'COMPRESSION pglz' WHEN 'l' THEN 'COMPRESSION lz4' END,
                CASE WHEN a.attstattarget >= 0 THEN 'STATISTICS ' || a.attstattarget END,
                (
                    -- Only the options that ALTER TABLE documents: some servers store others of
                    -- their own.
                    SELECT '(' || string_agg(o.setting, ', ' ORDER BY o.setting COLLATE "C") || ')'
                    FROM unnest(a.attoptions) o (setting)
                    WHERE split_part(o.setting, '=', 1) IN ('n_distinct', 'n_distinct_inherited')
                )
            ],
            NULL
        ),
        'inherited', NOT a.attislocal,
        'comment', c.description
    ) AS object
FROM attributes a
JOIN data_types t ON t.type = a.atttypid AND t.modifier = a.atttypmod
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN LATERAL pg_get_expr(d.adbin, d.adrelid) e (expression) ON true
LEFT JOIN pg_description c ON c.classoid = 'pg_class'::regclass AND c.objoid = a.attrelid AND c.objsubid = a.attnum
WHERE a.kind IN ('r', 'p')
ORDER BY a.attrelid, a.attnum
