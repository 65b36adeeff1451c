-- Foreign-data wrappers, servers, and foreign tables with their parts.
WITH options AS (
    SELECT w.tableoid AS class, w.oid AS id, w.fdwoptions AS list FROM pg_foreign_data_wrapper w
    UNION ALL
    SELECT s.tableoid, s.oid, s.srvoptions FROM pg_foreign_server s
    UNION ALL
    SELECT 'pg_class'::regclass, t.ftrelid, t.ftoptions FROM pg_foreign_table t
), said AS (
    SELECT
        o.class,
        o.id,
        (
            SELECT 'OPTIONS (' || string_agg(format('%I %L', l.option_name, l.option_value), ', ') || ')'
            FROM pg_options_to_table(o.list) l
        ) AS options
    FROM options o
), columns AS (
    SELECT
        a.attrelid AS id,
        string_agg(
            concat_ws(
                ' ',
                quote_ident(a.attname),
                format_type(a.atttypid, a.atttypmod),
                (
                    SELECT 'OPTIONS (' || string_agg(format('%I %L', l.option_name, l.option_value), ', ') || ')'
                    FROM pg_options_to_table(a.attfdwoptions) l
                ),
                'COLLATE ' || CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END,
                CASE WHEN a.attnotnull THEN 'NOT NULL' END,
                CASE
                    WHEN d.oid IS NULL THEN NULL
                    WHEN a.attgenerated = '' THEN 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                    ELSE 'GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
                END
            ),
            E',\n    '
            ORDER BY a.attnum
        ) AS list
    FROM pg_attribute a
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attislocal
    GROUP BY a.attrelid
)
SELECT
    'pg_foreign_data_wrapper'::regclass::oid::bigint AS class,
    w.oid::bigint AS id,
    '[]'::json AS uses,
    json_build_object(
        'kind', 'foreign_data_wrapper',
        'name', quote_ident(w.fdwname),
        'schema', NULL,
        'create', json_build_array(concat_ws(
            ' ',
            format('CREATE FOREIGN DATA WRAPPER %I', w.fdwname),
            'HANDLER ' || nullif(w.fdwhandler, 0)::regproc,
            'VALIDATOR ' || nullif(w.fdwvalidator, 0)::regproc,
            s.options
        )),
        'drop', format('DROP FOREIGN DATA WRAPPER %I', w.fdwname),
        'address', format('FOREIGN DATA WRAPPER %I', w.fdwname),
        'comment', obj_description(w.oid, 'pg_foreign_data_wrapper')
    ) AS object
FROM pg_foreign_data_wrapper w
JOIN said s ON s.class = w.tableoid AND s.id = w.oid
WHERE (w.tableoid, w.oid) NOT IN (SELECT m.class, m.id FROM members m)
UNION ALL
SELECT
    'pg_foreign_server'::regclass::oid::bigint,
    f.oid::bigint,
    '[]',
    json_build_object(
        'kind', 'foreign_server',
        'name', quote_ident(f.srvname),
        'schema', NULL,
        'create', json_build_array(concat_ws(
            ' ',
            format('CREATE SERVER %I', f.srvname),
            'TYPE ' || quote_literal(f.srvtype),
            'VERSION ' || quote_literal(f.srvversion),
            format('FOREIGN DATA WRAPPER %I', w.fdwname),
            s.options
        )),
        'drop', format('DROP SERVER %I', f.srvname),
        'address', format('SERVER %I', f.srvname),
        'comment', obj_description(f.oid, 'pg_foreign_server')
    )
FROM pg_foreign_server f
JOIN pg_foreign_data_wrapper w ON w.oid = f.srvfdw
JOIN said s ON s.class = f.tableoid AND s.id = f.oid
WHERE (f.tableoid, f.oid) NOT IN (SELECT m.class, m.id FROM members m)
UNION ALL
SELECT
    'pg_class'::regclass::oid::bigint,
    r.id::bigint,
    '[]',
    json_build_object(
        'kind', 'foreign_table',
        'name', r.id::regclass::text,
        'schema', r.name ->> 'schema',
        'create', array_to_json(
            ARRAY[concat_ws(
                ' ',
                'CREATE FOREIGN TABLE ' || r.id::regclass,
                CASE
                    WHEN r.relispartition THEN format('PARTITION OF %s %s', parents.names, pg_get_expr(r.relpartbound, r.id))
                    ELSE format(E'(\n    %s\n)', concat_ws(E',\n    ', c.list, checks.list))
                END,
                CASE WHEN NOT r.relispartition THEN 'INHERITS (' || parents.names || ')' END,
                format('SERVER %I', f.srvname),
                s.options
            )]
            || ARRAY(
                SELECT pg_get_triggerdef(g.oid, true)
                FROM pg_trigger g
                WHERE g.tgrelid = r.id AND NOT g.tgisinternal
                ORDER BY g.tgname
            )
            || ARRAY(
                SELECT format('COMMENT ON COLUMN %s.%I IS %L', r.id::regclass, a.attname, d.description)
                FROM pg_attribute a
                JOIN pg_description d
                    ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
                WHERE a.attrelid = r.id AND a.attnum > 0 AND NOT a.attisdropped
                ORDER BY a.attnum
            )
        ),
        'drop', format('DROP FOREIGN TABLE %s', r.id::regclass),
        'address', format('FOREIGN TABLE %s', r.id::regclass),
        'comment', obj_description(r.id, 'pg_class')
    )
FROM relations r
JOIN pg_foreign_table t ON t.ftrelid = r.id
JOIN pg_foreign_server f ON f.oid = t.ftserver
JOIN said s ON s.class = 'pg_class'::regclass AND s.id = r.id
LEFT JOIN columns c ON c.id = r.id
LEFT JOIN LATERAL (
    SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
    FROM pg_inherits i
    WHERE i.inhrelid = r.id
) parents (names) ON true
LEFT JOIN LATERAL (
    SELECT string_agg(format('CONSTRAINT %I %s', k.conname, pg_get_constraintdef(k.oid)), E',\n    ' ORDER BY k.conname)
    FROM pg_constraint k
    WHERE k.conrelid = r.id AND k.contype = 'c' AND k.conislocal
) checks (list) ON true
