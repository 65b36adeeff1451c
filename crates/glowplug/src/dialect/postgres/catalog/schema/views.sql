SELECT
    r.id::bigint AS id,
    w.oid::bigint AS rule,
    columns.values,
    json_build_object(
        'name', r.name,
        'materialized', r.kind = 'm',
        'query', rtrim(pg_get_viewdef(r.id), ';'),
        'columns', columns.list,
        'options', coalesce(to_json(r.reloptions), '[]'),
        'comment', d.description,
        'column_comments', columns.comments,
        'column_defaults', columns.defaults
    ) AS object
FROM relations r
JOIN pg_rewrite w ON w.ev_class = r.id AND w.rulename = '_RETURN'
JOIN (
    SELECT
        a.attrelid AS id,
        json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum) AS list,
        coalesce(
            json_agg(json_build_array(a.attname, d.description) ORDER BY a.attnum) FILTER (WHERE d.description IS NOT NULL),
            '[]'
        ) AS comments,
        coalesce(
            json_agg(json_build_array(a.attname, pg_get_expr(v.adbin, v.adrelid)) ORDER BY a.attnum)
                FILTER (WHERE v.oid IS NOT NULL),
            '[]'
        ) AS defaults,
        coalesce(json_agg(v.oid::bigint) FILTER (WHERE v.oid IS NOT NULL), '[]') AS values
    FROM attributes a
    LEFT JOIN pg_attrdef v ON v.adrelid = a.attrelid AND v.adnum = a.attnum
    LEFT JOIN pg_description d
        ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
    WHERE a.kind IN ('v', 'm')
    GROUP BY a.attrelid
) columns ON columns.id = r.id
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = r.id AND d.objsubid = 0
WHERE r.kind IN ('v', 'm')
