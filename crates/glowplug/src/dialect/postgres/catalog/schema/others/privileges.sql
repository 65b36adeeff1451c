-- Owners and privileges that differ from the server's defaults for objects owned by the role that
-- runs the migrations: the owner of the bookkeeping, or else the current user.
WITH usual AS (
    SELECT coalesce(
        (
            SELECT c.relowner
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relname = '__diesel_schema_migrations' AND c.relkind = 'r'
            ORDER BY n.nspname = current_setting('glowplug.schema') DESC
            LIMIT 1
        ),
        current_user::regrole::oid
    ) AS role
), objects (class, id, number, kind, label, name, part, type, owner, acl, usual_acl) AS (
    SELECT
        'pg_class'::regclass::oid,
        r.id,
        0::int2,
        CASE r.kind
            WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'f' THEN 'FOREIGN TABLE'
            ELSE 'TABLE'
        END,
        CASE r.kind WHEN 'S' THEN 'SEQUENCE ' ELSE '' END || r.id::regclass,
        r.id::regclass::text,
        '',
        CASE r.kind WHEN 'S' THEN 's' ELSE 'r' END::"char",
        c.relowner,
        c.relacl,
        acldefault(CASE r.kind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)
    FROM relations r
    JOIN pg_class c ON c.oid = r.id
    WHERE r.kind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL
    SELECT
        'pg_class'::regclass::oid,
        r.id,
        a.attnum,
        'COLUMN',
        r.id::regclass::text,
        format('%s.%I', r.id::regclass, a.attname),
        format(' (%I)', a.attname),
        'c',
        c.relowner,
        a.attacl,
        NULL::aclitem[]
    FROM relations r
    JOIN pg_class c ON c.oid = r.id
    JOIN pg_attribute a ON a.attrelid = r.id AND a.attnum > 0 AND NOT a.attisdropped AND a.attacl IS NOT NULL
    UNION ALL
    SELECT
        'pg_proc'::regclass::oid,
        p.oid,
        0,
        CASE p.prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END,
        CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || p.oid::regprocedure,
        p.oid::regprocedure::text,
        '',
        'f',
        p.proowner,
        p.proacl,
        acldefault('f', p.proowner)
    FROM pg_proc p
    JOIN namespaces n ON n.id = p.pronamespace
    WHERE p.oid >= 16384
        AND (p.tableoid, p.oid) NOT IN (SELECT m.class, m.id FROM members m)
        AND NOT EXISTS (
            SELECT FROM pg_depend i WHERE i.classid = p.tableoid AND i.objid = p.oid AND i.deptype = 'i'
        )
    UNION ALL
    SELECT
        CASE t.typtype WHEN 'c' THEN 'pg_class' ELSE 'pg_type' END::regclass::oid,
        CASE t.typtype WHEN 'c' THEN t.typrelid ELSE t.oid END,
        0,
        'TYPE',
        'TYPE ' || t.oid::regtype,
        t.oid::regtype::text,
        '',
        'T',
        t.typowner,
        t.typacl,
        acldefault('T', t.typowner)
    FROM pg_type t
    JOIN namespaces n ON n.id = t.typnamespace
    LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c'
    UNION ALL
    SELECT
        'pg_namespace'::regclass::oid,
        n.id,
        0,
        'SCHEMA',
        format('SCHEMA %I', n.name),
        quote_ident(n.name),
        '',
        'n',
        s.nspowner,
        s.nspacl,
        coalesce(
            (
                SELECT i.initprivs
                FROM pg_init_privs i
                WHERE i.classoid = 'pg_namespace'::regclass AND i.objoid = n.id AND i.privtype = 'i'
            ),
            acldefault('n', s.nspowner)
        )
    FROM namespaces n
    JOIN pg_namespace s ON s.oid = n.id
    UNION ALL
    SELECT
        'pg_foreign_server'::regclass::oid,
        f.oid,
        0,
        'SERVER',
        format('FOREIGN SERVER %I', f.srvname),
        quote_ident(f.srvname),
        '',
        'S',
        f.srvowner,
        f.srvacl,
        acldefault('S', f.srvowner)
    FROM pg_foreign_server f
    UNION ALL
    SELECT
        'pg_language'::regclass::oid,
        l.oid,
        0,
        'LANGUAGE',
        format('LANGUAGE %I', l.lanname),
        quote_ident(l.lanname),
        '',
        'l',
        l.lanowner,
        l.lanacl,
        acldefault('l', l.lanowner)
    FROM pg_language l
    WHERE l.oid >= 16384
), own AS (
    SELECT o.*, format('%s %s', lower(o.kind), o.name) AS told
    FROM objects o
    WHERE (o.class, o.id) NOT IN (SELECT m.class, m.id FROM members m)
), given AS (
    SELECT o.*, a.grantee, a.privilege_type AS privilege, a.is_grantable AS grantable
    FROM own o
    CROSS JOIN aclexplode(o.acl) a
    WHERE NOT EXISTS (
        SELECT FROM aclexplode(o.usual_acl) d
        WHERE (d.grantee, d.privilege_type, d.is_grantable) = (a.grantee, a.privilege_type, a.is_grantable)
    )
), taken AS (
    SELECT o.*, d.grantee, d.privilege_type AS privilege
    FROM own o
    CROSS JOIN aclexplode(o.usual_acl) d
    WHERE o.acl IS NOT NULL AND NOT EXISTS (
        SELECT FROM aclexplode(o.acl) a
        WHERE (d.grantee, d.privilege_type) = (a.grantee, a.privilege_type)
    )
), defaults AS (
    SELECT
        d.defaclrole,
        d.defaclobjtype,
        n.name AS schema,
        CASE d.defaclobjtype
            WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' ELSE 'SCHEMAS'
        END AS kind,
        d.defaclacl AS acl,
        CASE
            WHEN d.defaclnamespace = 0 THEN
                acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)
            ELSE NULL::aclitem[]
        END AS usual_acl
    FROM pg_default_acl d
    LEFT JOIN namespaces n ON n.id = d.defaclnamespace
    WHERE d.defaclnamespace = 0 OR n.id IS NOT NULL
), default_rows AS (
    SELECT
        d.defaclrole,
        d.schema,
        d.kind,
        true AS gives,
        a.grantee,
        string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type) FILTER (WHERE NOT a.is_grantable) AS plain,
        string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type) FILTER (WHERE a.is_grantable) AS grantable
    FROM defaults d
    CROSS JOIN aclexplode(d.acl) a
    WHERE NOT EXISTS (
        SELECT FROM aclexplode(d.usual_acl) u
        WHERE (u.grantee, u.privilege_type, u.is_grantable) = (a.grantee, a.privilege_type, a.is_grantable)
    )
    GROUP BY d.defaclrole, d.schema, d.kind, a.grantee
    UNION ALL
    SELECT
        d.defaclrole,
        d.schema,
        d.kind,
        false,
        u.grantee,
        string_agg(u.privilege_type, ', ' ORDER BY u.privilege_type),
        NULL
    FROM defaults d
    CROSS JOIN aclexplode(d.usual_acl) u
    WHERE NOT EXISTS (
        SELECT FROM aclexplode(d.acl) a WHERE (u.grantee, u.privilege_type) = (a.grantee, a.privilege_type)
    )
    GROUP BY d.defaclrole, d.schema, d.kind, u.grantee
), roles AS (
    SELECT
        r.oid,
        CASE r.oid WHEN u.role THEN 'CURRENT_USER' ELSE quote_ident(r.rolname) END AS name
    FROM pg_roles r
    CROSS JOIN usual u
    UNION ALL
    SELECT 0, 'PUBLIC'
)
SELECT
    0::bigint AS class,
    0::bigint AS id,
    json_build_array(json_build_array(g.class::bigint, g.id::bigint, g.number)) AS uses,
    json_build_object(
        'kind', 'privileges',
        'name', format('%s to %s', g.told, r.name),
        'schema', NULL,
        'create', array_to_json(array_remove(
            ARRAY[
                'GRANT ' || g.plain || format(' ON %s TO %s', g.label, r.name),
                'GRANT ' || g.grantable || format(' ON %s TO %s WITH GRANT OPTION', g.label, r.name)
            ],
            NULL
        )),
        'drop', format('REVOKE %s ON %s FROM %s', concat_ws(', ', g.plain, g.grantable), g.label, r.name),
        'address', '',
        'comment', NULL
    ) AS object
FROM (
    SELECT
        class,
        id,
        number,
        told,
        label,
        grantee,
        string_agg(privilege || part, ', ' ORDER BY privilege) FILTER (WHERE NOT grantable) AS plain,
        string_agg(privilege || part, ', ' ORDER BY privilege) FILTER (WHERE grantable) AS grantable
    FROM given
    GROUP BY class, id, number, told, label, grantee
) g
JOIN roles r ON r.oid = g.grantee
UNION ALL
SELECT
    0,
    0,
    json_build_array(json_build_array(t.class::bigint, t.id::bigint, t.number)),
    json_build_object(
        'kind', 'privileges',
        'name', format('%s from %s', t.told, r.name),
        'schema', NULL,
        'create', json_build_array(format('REVOKE %s ON %s FROM %s', t.list, t.label, r.name)),
        'drop', format('GRANT %s ON %s TO %s', t.list, t.label, r.name),
        'address', '',
        'comment', NULL
    )
FROM (
    SELECT class, id, number, told, label, grantee, string_agg(privilege || part, ', ' ORDER BY privilege) AS list
    FROM taken
    GROUP BY class, id, number, told, label, grantee
) t
JOIN roles r ON r.oid = t.grantee
UNION ALL
SELECT
    0,
    0,
    json_build_array(json_build_array(o.class::bigint, o.id::bigint, 0)),
    json_build_object(
        'kind', 'owner',
        'name', o.told,
        'schema', NULL,
        'create', json_build_array(format('ALTER %s %s OWNER TO %s', o.kind, o.name, r.name)),
        'drop', format('ALTER %s %s OWNER TO CURRENT_USER', o.kind, o.name),
        'address', '',
        'comment', NULL
    )
FROM own o
JOIN roles r ON r.oid = o.owner
CROSS JOIN usual u
WHERE o.owner <> u.role
    AND o.kind <> 'COLUMN'
    -- It is owned by the owner of the database, or by the role that created it.
    AND NOT (o.kind = 'SCHEMA' AND o.name = 'public')
    -- A sequence that a column owns has the owner of the table.
    AND NOT (
        o.kind = 'SEQUENCE' AND EXISTS (
            SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = o.id AND d.refclassid = 'pg_class'::regclass
                AND d.deptype IN ('a', 'i')
        )
    )
UNION ALL
SELECT
    0,
    0,
    '[]',
    json_build_object(
        'kind', 'default_privileges',
        'name', concat(
            'on ', lower(d.kind), ' in schema ' || quote_ident(d.schema), ' of role ' || s.role,
            CASE WHEN d.gives THEN ' to ' ELSE ' from ' END, r.name
        ),
        'schema', d.schema,
        'create', CASE
            WHEN d.gives THEN array_to_json(array_remove(ARRAY[said.grants, said.grants_on], NULL))
            ELSE json_build_array(said.revokes)
        END,
        'drop', CASE WHEN d.gives THEN said.revokes ELSE said.grants END,
        'address', '',
        'comment', NULL
    )
FROM default_rows d
JOIN roles r ON r.oid = d.grantee
CROSS JOIN usual u
CROSS JOIN LATERAL (
    SELECT CASE WHEN d.defaclrole <> u.role THEN d.defaclrole::regrole::text END
) s (role)
CROSS JOIN LATERAL (
    SELECT
        concat('ALTER DEFAULT PRIVILEGES ', 'FOR ROLE ' || s.role || ' ', 'IN SCHEMA ' || quote_ident(d.schema) || ' ')
) start (text)
CROSS JOIN LATERAL (
    SELECT
        start.text || 'GRANT ' || d.plain || format(' ON %s TO %s', d.kind, r.name),
        start.text || 'GRANT ' || d.grantable || format(' ON %s TO %s WITH GRANT OPTION', d.kind, r.name),
        format('%sREVOKE %s ON %s FROM %s', start.text, concat_ws(', ', d.plain, d.grantable), d.kind, r.name)
) said (grants, grants_on, revokes)
