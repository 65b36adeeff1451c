SELECT
    p.oid::bigint AS id,
    json_build_object(
        'name', json_build_object('schema', n.name, 'name', p.proname),
        'arguments', said.arguments,
        'kind', CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
        'returns', coalesce(pg_get_function_result(p.oid), ''),
        'signature', pg_get_function_arguments(p.oid),
        'definition', CASE p.prokind
            WHEN 'a' THEN format('CREATE OR REPLACE AGGREGATE %s(%s) (%s)', said.name, coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*'), a.definition)
            ELSE
                -- The server always qualifies the name.
                said.start || said.name
                || substr(
                    rtrim(pg_get_functiondef(p.oid), E'\n'),
                    length(said.start || quote_ident(n.name) || '.' || quote_ident(p.proname)) + 1
                )
        END,
        'comment', d.description
    ) AS object
FROM pg_proc p
JOIN namespaces n ON n.id = p.pronamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_proc'::regclass AND d.objoid = p.oid AND d.objsubid = 0
CROSS JOIN LATERAL (
    SELECT
        'CREATE OR REPLACE ' || CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END,
        CASE WHEN n.name = current_setting('glowplug.schema') THEN '' ELSE quote_ident(n.name) || '.' END || quote_ident(p.proname),
        CASE
            WHEN p.prokind = 'a' AND p.pronargs = 0 THEN '*'
            WHEN EXISTS (SELECT FROM pg_aggregate a WHERE a.aggfnoid = p.oid AND a.aggkind <> 'n')
                THEN pg_get_function_identity_arguments(p.oid)
            ELSE oidvectortypes(p.proargtypes)
        END
) said (start, name, arguments)
LEFT JOIN LATERAL (
    SELECT concat_ws(
        ', ',
        'SFUNC = ' || a.aggtransfn,
        'STYPE = ' || format_type(a.aggtranstype, NULL),
        'SSPACE = ' || nullif(a.aggtransspace, 0),
        'FINALFUNC = ' || nullif(a.aggfinalfn::oid, 0)::regproc,
        CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
        CASE WHEN a.aggfinalfn::oid <> 0 THEN 'FINALFUNC_MODIFY = ' || (modify.words ->> a.aggfinalmodify::text) END,
        'COMBINEFUNC = ' || nullif(a.aggcombinefn::oid, 0)::regproc,
        'SERIALFUNC = ' || nullif(a.aggserialfn::oid, 0)::regproc,
        'DESERIALFUNC = ' || nullif(a.aggdeserialfn::oid, 0)::regproc,
        'INITCOND = ' || quote_literal(a.agginitval),
        'MSFUNC = ' || nullif(a.aggmtransfn::oid, 0)::regproc,
        'MINVFUNC = ' || nullif(a.aggminvtransfn::oid, 0)::regproc,
        'MSTYPE = ' || format_type(nullif(a.aggmtranstype, 0), NULL),
        'MSSPACE = ' || nullif(a.aggmtransspace, 0),
        'MFINALFUNC = ' || nullif(a.aggmfinalfn::oid, 0)::regproc,
        CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
        CASE WHEN a.aggmfinalfn::oid <> 0 THEN 'MFINALFUNC_MODIFY = ' || (modify.words ->> a.aggmfinalmodify::text) END,
        'MINITCOND = ' || quote_literal(a.aggminitval),
        'SORTOP = ' || 'OPERATOR(' || o.nspname || '.' || o.oprname || ')',
        CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END,
        CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END
    )
    FROM pg_aggregate a
    LEFT JOIN (
        SELECT o.oid, o.oprname, quote_ident(n.nspname) AS nspname
        FROM pg_operator o
        JOIN pg_namespace n ON n.oid = o.oprnamespace
    ) o ON o.oid = a.aggsortop
    CROSS JOIN (VALUES ('{"r": "READ_ONLY", "s": "SHAREABLE", "w": "READ_WRITE"}'::json)) modify (words)
    WHERE a.aggfnoid = p.oid
) a (definition) ON true
-- Lower OIDs belong to system objects.
WHERE p.oid >= 16384
    AND (p.tableoid, p.oid) NOT IN (SELECT m.class, m.id FROM members m)
    -- Constructors of ranges.
    AND NOT EXISTS (
        SELECT FROM pg_depend i
        WHERE i.classid = p.tableoid AND i.objid = p.oid AND i.deptype = 'i'
    )
