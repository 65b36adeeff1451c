-- All sequences; those of identity columns are marked.
SELECT
    r.id::bigint AS id,
    o.refobjid::bigint AS owner,
    o.refobjsubid AS number,
    coalesce(o.deptype = 'i', false) AS identity,
    json_build_object(
        'name', r.name,
        'data_type', format_type(s.seqtypid, NULL),
        'start', s.seqstart,
        'increment', s.seqincrement,
        'minimum', s.seqmin,
        'maximum', s.seqmax,
        'cache', s.seqcache,
        'cycles', s.seqcycle,
        -- That of a column follows its table.
        'unlogged', r.relpersistence = 'u' AND coalesce(t.relpersistence, 'p') <> 'u',
        'comment', d.description
    ) AS object
FROM relations r
JOIN pg_sequence s ON s.seqrelid = r.id
LEFT JOIN pg_depend o
    ON o.classid = 'pg_class'::regclass
    AND o.objid = r.id
    AND o.refclassid = 'pg_class'::regclass
    AND o.deptype IN ('a', 'i')
LEFT JOIN pg_class t ON t.oid = o.refobjid
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = r.id AND d.objsubid = 0
WHERE r.kind = 'S'
