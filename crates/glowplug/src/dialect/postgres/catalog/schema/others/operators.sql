-- Operators, operator families and classes. A family includes the members that belong to no class.
WITH operators AS (
    SELECT
        o.oid,
        o.oprcode,
        o.tableoid,
        n.name AS schema,
        CASE WHEN n.name = current_setting('glowplug.schema') THEN '' ELSE quote_ident(n.name) || '.' END
            || o.oprname AS name,
        format(
            '(%s, %s)',
            coalesce(format_type(nullif(o.oprleft, 0), NULL), 'NONE'),
            coalesce(format_type(nullif(o.oprright, 0), NULL), 'NONE')
        ) AS types,
        concat_ws(
            ', ',
            'FUNCTION = ' || o.oprcode::text,
            'LEFTARG = ' || format_type(nullif(o.oprleft, 0), NULL),
            'RIGHTARG = ' || format_type(nullif(o.oprright, 0), NULL),
            (
                SELECT 'COMMUTATOR = ' || CASE
                    WHEN s.nspname = current_setting('glowplug.schema') THEN p.oprname::text
                    ELSE format('OPERATOR(%I.%s)', s.nspname, p.oprname)
                END
                FROM pg_operator p JOIN pg_namespace s ON s.oid = p.oprnamespace WHERE p.oid = o.oprcom
            ),
            (
                SELECT 'NEGATOR = ' || CASE
                    WHEN s.nspname = current_setting('glowplug.schema') THEN p.oprname::text
                    ELSE format('OPERATOR(%I.%s)', s.nspname, p.oprname)
                END
                FROM pg_operator p JOIN pg_namespace s ON s.oid = p.oprnamespace WHERE p.oid = o.oprnegate
            ),
            'RESTRICT = ' || nullif(o.oprrest::oid, 0)::regproc,
            'JOIN = ' || nullif(o.oprjoin::oid, 0)::regproc,
            CASE WHEN o.oprcanhash THEN 'HASHES' END,
            CASE WHEN o.oprcanmerge THEN 'MERGES' END
        ) AS options
    FROM pg_operator o
    JOIN namespaces n ON n.id = o.oprnamespace
    -- Without a function, it was only referenced by another operator's definition.
    WHERE o.oprcode <> 0
), entries AS (
    SELECT
        d.refclassid AS class,
        d.refobjid AS id,
        d.deptype = 'i' OR d.refclassid = 'pg_opfamily'::regclass AND NOT EXISTS (
            SELECT FROM pg_depend c
            WHERE c.classid = d.classid AND c.objid = d.objid AND c.refclassid = 'pg_opclass'::regclass
        ) AS own,
        format(
            'OPERATOR %s %s%s',
            a.amopstrategy,
            a.amopopr::regoperator,
            ' FOR ORDER BY ' || CASE WHEN a.amopsortfamily <> 0 THEN f.name END
        ) AS text,
        1 AS step,
        a.amopstrategy AS number,
        json_build_array('pg_operator'::regclass::oid::bigint, a.amopopr::bigint, 0) AS uses
    FROM pg_depend d
    JOIN pg_amop a ON d.classid = 'pg_amop'::regclass AND a.oid = d.objid
    LEFT JOIN LATERAL (
        SELECT format('%I.%I', n.nspname, f.opfname)
        FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace
        WHERE f.oid = a.amopsortfamily
    ) f (name) ON true
    WHERE d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
    UNION ALL
    SELECT
        d.refclassid,
        d.refobjid,
        d.deptype = 'i' OR d.refclassid = 'pg_opfamily'::regclass AND NOT EXISTS (
            SELECT FROM pg_depend c
            WHERE c.classid = d.classid AND c.objid = d.objid AND c.refclassid = 'pg_opclass'::regclass
        ),
        format(
            'FUNCTION %s (%s, %s) %s',
            a.amprocnum,
            format_type(a.amproclefttype, NULL),
            format_type(a.amprocrighttype, NULL),
            a.amproc::regprocedure
        ),
        2,
        a.amprocnum,
        json_build_array('pg_proc'::regclass::oid::bigint, a.amproc::oid::bigint, 0)
    FROM pg_depend d
    JOIN pg_amproc a ON d.classid = 'pg_amproc'::regclass AND a.oid = d.objid
    WHERE d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
), lists AS (
    SELECT
        e.class,
        e.id,
        string_agg(e.text, E',\n    ' ORDER BY e.step, e.number, e.text) AS text,
        json_agg(e.uses) AS uses
    FROM entries e
    WHERE e.own
    GROUP BY e.class, e.id
)
SELECT
    'pg_operator'::regclass::oid::bigint AS class,
    o.oid::bigint AS id,
    '[]'::json AS uses,
    json_build_object(
        'kind', 'operator',
        'name', o.name || o.types,
        'schema', o.schema,
        'create', json_build_array(format('CREATE OPERATOR %s (%s)', o.name, o.options)),
        'drop', format('DROP OPERATOR %s %s', o.name, o.types),
        'address', format('OPERATOR %s %s', o.name, o.types),
        'comment', obj_description(o.oid, 'pg_operator')
    ) AS object
FROM operators o
WHERE (o.tableoid, o.oid) NOT IN (SELECT m.class, m.id FROM members m)
UNION ALL
SELECT
    'pg_opfamily'::regclass::oid::bigint,
    f.oid::bigint,
    coalesce(l.uses, '[]'),
    json_build_object(
        'kind', 'operator_family',
        'name', said.name,
        'schema', n.name,
        'create', array_to_json(array_remove(
            ARRAY[
                'CREATE OPERATOR FAMILY ' || said.name,
                'ALTER OPERATOR FAMILY ' || said.name || E' ADD\n    ' || l.text
            ],
            NULL
        )),
        'drop', 'DROP OPERATOR FAMILY ' || said.name,
        'address', 'OPERATOR FAMILY ' || said.name,
        'comment', obj_description(f.oid, 'pg_opfamily')
    )
FROM pg_opfamily f
JOIN namespaces n ON n.id = f.opfnamespace
JOIN pg_am m ON m.oid = f.opfmethod
LEFT JOIN lists l ON l.class = f.tableoid AND l.id = f.oid
CROSS JOIN LATERAL (
    SELECT
        CASE WHEN n.name = current_setting('glowplug.schema') THEN '' ELSE quote_ident(n.name) || '.' END
        || format('%I USING %I', f.opfname, m.amname)
) said (name)
WHERE (f.tableoid, f.oid) NOT IN (SELECT m.class, m.id FROM members m)
UNION ALL
SELECT
    'pg_opclass'::regclass::oid::bigint,
    c.oid::bigint,
    coalesce(l.uses, '[]'),
    json_build_object(
        'kind', 'operator_class',
        'name', said.name || ' USING ' || quote_ident(m.amname),
        'schema', n.name,
        'create', json_build_array(format(
            E'CREATE OPERATOR CLASS %s%s FOR TYPE %s USING %I FAMILY %s AS\n    %s',
            said.name,
            CASE WHEN c.opcdefault THEN ' DEFAULT' END,
            format_type(c.opcintype, NULL),
            m.amname,
            (
                SELECT CASE WHEN s.nspname = current_setting('glowplug.schema') THEN '' ELSE quote_ident(s.nspname) || '.' END
                    || quote_ident(f.opfname)
                FROM pg_opfamily f JOIN pg_namespace s ON s.oid = f.opfnamespace WHERE f.oid = c.opcfamily
            ),
            concat_ws(
                E',\n    ',
                l.text,
                'STORAGE ' || format_type(coalesce(nullif(c.opckeytype, 0), CASE WHEN l.text IS NULL THEN c.opcintype END), NULL)
            )
        )),
        'drop', format('DROP OPERATOR CLASS %s USING %I', said.name, m.amname),
        'address', format('OPERATOR CLASS %s USING %I', said.name, m.amname),
        'comment', obj_description(c.oid, 'pg_opclass')
    )
FROM pg_opclass c
JOIN namespaces n ON n.id = c.opcnamespace
JOIN pg_am m ON m.oid = c.opcmethod
LEFT JOIN lists l ON l.class = c.tableoid AND l.id = c.oid
CROSS JOIN LATERAL (
    SELECT
        CASE WHEN n.name = current_setting('glowplug.schema') THEN '' ELSE quote_ident(n.name) || '.' END
        || quote_ident(c.opcname)
) said (name)
WHERE (c.tableoid, c.oid) NOT IN (SELECT m.class, m.id FROM members m)
