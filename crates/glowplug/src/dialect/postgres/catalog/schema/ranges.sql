SELECT
    t.oid::bigint AS id,
    json_build_object(
        'name', json_build_object('schema', n.name, 'name', t.typname),
        'definition', concat_ws(
            ', ',
            'subtype = ' || format_type(r.rngsubtype, NULL),
            CASE WHEN NOT o.opcdefault THEN 'subtype_opclass = ' || CASE
                WHEN pg_opclass_is_visible(o.oid) THEN quote_ident(o.opcname)
                ELSE quote_ident(place.nspname) || '.' || quote_ident(o.opcname)
            END END,
            CASE WHEN r.rngcollation <> s.typcollation THEN 'collation = ' || r.rngcollation::regcollation END,
            CASE WHEN r.rngcanonical::oid <> 0 THEN 'canonical = ' || r.rngcanonical END,
            CASE WHEN r.rngsubdiff::oid <> 0 THEN 'subtype_diff = ' || r.rngsubdiff END,
            'multirange_type_name = ' || format_type(nullif(r.rngmultitypid, 0), NULL)
        ),
        'comment', d.description
    ) AS object
FROM pg_type t
JOIN namespaces n ON n.id = t.typnamespace
JOIN (
    SELECT r.*
    FROM (SELECT 0::oid AS rngmultitypid) older
    CROSS JOIN LATERAL (
        SELECT rngtypid, rngsubtype, rngcollation, rngsubopc, rngcanonical, rngsubdiff, rngmultitypid
        FROM pg_range
    ) r
) r ON r.rngtypid = t.oid
JOIN pg_type s ON s.oid = r.rngsubtype
JOIN pg_opclass o ON o.oid = r.rngsubopc
JOIN pg_namespace place ON place.oid = o.opcnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
WHERE (t.tableoid, t.oid) NOT IN (SELECT m.class, m.id FROM members m)
