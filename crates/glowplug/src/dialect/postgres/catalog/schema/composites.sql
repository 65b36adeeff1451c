SELECT
    r.id::bigint AS id,
    json_build_object(
        'name', r.name,
        'attributes', coalesce(list.attributes, '[]'),
        'comment', d.description
    ) AS object
FROM relations r
JOIN pg_type t ON t.typrelid = r.id
LEFT JOIN (
    SELECT
        a.attrelid AS id,
        json_agg(
            json_build_array(
                a.attname,
                t.object,
                CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END
            )
            ORDER BY a.attnum
        ) AS attributes
    FROM attributes a
    JOIN data_types t ON t.type = a.atttypid AND t.modifier = a.atttypmod
    WHERE a.kind = 'c'
    GROUP BY a.attrelid
) list ON list.id = r.id
LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE r.kind = 'c'
