-- Casts, conversions, transforms, languages, access methods.
SELECT
    'pg_cast'::regclass::oid::bigint AS class,
    c.oid::bigint AS id,
    '[]'::json AS uses,
    json_build_object(
        'kind', 'cast',
        'name', said.name,
        'schema', NULL,
        'create', json_build_array(format(
            'CREATE CAST %s %s%s',
            said.name,
            CASE c.castmethod
                WHEN 'i' THEN 'WITH INOUT'
                WHEN 'b' THEN 'WITHOUT FUNCTION'
                ELSE 'WITH FUNCTION ' || c.castfunc::regprocedure
            END,
            CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END
        )),
        'drop', 'DROP CAST ' || said.name,
        'address', 'CAST ' || said.name,
        'comment', obj_description(c.oid, 'pg_cast')
    ) AS object
FROM pg_cast c
CROSS JOIN LATERAL (
    SELECT format('(%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL))
) said (name)
WHERE c.oid >= 16384
    AND (c.tableoid, c.oid) NOT IN (SELECT m.class, m.id FROM members m)
    -- Casts from ranges to their multiranges.
    AND NOT EXISTS (
        SELECT FROM pg_depend i WHERE i.classid = c.tableoid AND i.objid = c.oid AND i.deptype = 'i'
    )
UNION ALL
SELECT
    'pg_conversion'::regclass::oid::bigint,
    c.oid::bigint,
    '[]',
    json_build_object(
        'kind', 'conversion',
        'name', said.name,
        'schema', n.name,
        'create', json_build_array(format(
            'CREATE %sCONVERSION %s FOR %L TO %L FROM %s',
            CASE WHEN c.condefault THEN 'DEFAULT ' END,
            said.name,
            pg_encoding_to_char(c.conforencoding),
            pg_encoding_to_char(c.contoencoding),
            c.conproc
        )),
        'drop', 'DROP CONVERSION ' || said.name,
        'address', 'CONVERSION ' || said.name,
        'comment', obj_description(c.oid, 'pg_conversion')
    )
FROM pg_conversion c
JOIN namespaces n ON n.id = c.connamespace
CROSS JOIN LATERAL (
    SELECT
        CASE WHEN n.name = current_setting('glowplug.schema') THEN '' ELSE quote_ident(n.name) || '.' END
        || quote_ident(c.conname)
) said (name)
WHERE (c.tableoid, c.oid) NOT IN (SELECT m.class, m.id FROM members m)
UNION ALL
SELECT
    'pg_transform'::regclass::oid::bigint,
    t.oid::bigint,
    '[]',
    json_build_object(
        'kind', 'transform',
        'name', said.name,
        'schema', NULL,
        'create', json_build_array(format('CREATE TRANSFORM %s (%s)', said.name, concat_ws(
            ', ',
            'FROM SQL WITH FUNCTION ' || nullif(t.trffromsql::oid, 0)::regprocedure,
            'TO SQL WITH FUNCTION ' || nullif(t.trftosql::oid, 0)::regprocedure
        ))),
        'drop', 'DROP TRANSFORM ' || said.name,
        'address', 'TRANSFORM ' || said.name,
        'comment', obj_description(t.oid, 'pg_transform')
    )
FROM pg_transform t
JOIN pg_language l ON l.oid = t.trflang
CROSS JOIN LATERAL (
    SELECT format('FOR %s LANGUAGE %I', format_type(t.trftype, NULL), l.lanname)
) said (name)
WHERE (t.tableoid, t.oid) NOT IN (SELECT m.class, m.id FROM members m)
UNION ALL
SELECT
    'pg_language'::regclass::oid::bigint,
    l.oid::bigint,
    '[]',
    json_build_object(
        'kind', 'language',
        'name', quote_ident(l.lanname),
        'schema', NULL,
        'create', json_build_array(concat_ws(
            ' ',
            format('CREATE %sLANGUAGE %I', CASE WHEN l.lanpltrusted THEN 'TRUSTED ' END, l.lanname),
            'HANDLER ' || nullif(l.lanplcallfoid, 0)::regproc,
            'INLINE ' || nullif(l.laninline, 0)::regproc,
            'VALIDATOR ' || nullif(l.lanvalidator, 0)::regproc
        )),
        'drop', format('DROP LANGUAGE %I', l.lanname),
        'address', format('LANGUAGE %I', l.lanname),
        'comment', obj_description(l.oid, 'pg_language')
    )
FROM pg_language l
WHERE l.oid >= 16384 AND (l.tableoid, l.oid) NOT IN (SELECT m.class, m.id FROM members m)
UNION ALL
SELECT
    'pg_am'::regclass::oid::bigint,
    a.oid::bigint,
    '[]',
    json_build_object(
        'kind', 'access_method',
        'name', quote_ident(a.amname),
        'schema', NULL,
        'create', json_build_array(format(
            'CREATE ACCESS METHOD %I TYPE %s HANDLER %s',
            a.amname,
            CASE a.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END,
            a.amhandler
        )),
        'drop', format('DROP ACCESS METHOD %I', a.amname),
        'address', format('ACCESS METHOD %I', a.amname),
        'comment', obj_description(a.oid, 'pg_am')
    )
FROM pg_am a
WHERE a.oid >= 16384 AND (a.tableoid, a.oid) NOT IN (SELECT m.class, m.id FROM members m)
