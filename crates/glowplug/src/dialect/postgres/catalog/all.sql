-- Every object as one line. Names are qualified, because `search_path` is empty when this runs.
-- The columns of tables stand without their places: a column that is dropped and added again
-- comes last, and means the same.
WITH extension_members AS MATERIALIZED (
    SELECT d.classid, d.objid FROM pg_depend d WHERE d.deptype = 'e'
), schemas AS MATERIALIZED (
    SELECT n.*
    FROM pg_namespace n
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), relations AS MATERIALIZED (
    SELECT c.*, c.oid AS id, format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c
    JOIN schemas n ON n.oid = c.relnamespace
    WHERE (c.tableoid, c.oid) NOT IN (SELECT classid, objid FROM extension_members)
        AND c.relpersistence <> 't'
        AND NOT starts_with(c.relname::text, '__diesel_')
        AND NOT starts_with(c.relname::text, '__glowplug_')
), functions AS MATERIALIZED (
    SELECT p.*, p.oid AS id
    FROM pg_proc p
    JOIN schemas n ON n.oid = p.pronamespace
    WHERE (p.tableoid, p.oid) NOT IN (SELECT classid, objid FROM extension_members)
), types AS MATERIALIZED (
    SELECT t.*, t.oid AS id, format('%I.%I', n.nspname, t.typname) AS name
    FROM pg_type t
    JOIN schemas n ON n.oid = t.typnamespace
    WHERE (t.tableoid, t.oid) NOT IN (SELECT classid, objid FROM extension_members)
), grants AS MATERIALIZED (
    SELECT found.id,
        found.number,
        string_agg(
            format(
                '%s to %s%s',
                acl.privilege_type,
                CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END,
                CASE WHEN acl.is_grantable THEN ' with grant option' END
            ),
            ', '
            ORDER BY pg_get_userbyid(acl.grantee), acl.privilege_type
        ) AS list
    FROM (
        SELECT r.id, 0 AS number, r.relacl AS list, r.relowner AS owner FROM relations r
        UNION ALL
        SELECT r.id, a.attnum, a.attacl, r.relowner
        FROM relations r
        JOIN pg_attribute a ON a.attrelid = r.id
        UNION ALL
        SELECT f.id, 0, f.proacl, f.proowner FROM functions f
        UNION ALL
        SELECT n.oid, 0, n.nspacl, n.nspowner FROM schemas n
        UNION ALL
        SELECT t.id, 0, t.typacl, t.typowner FROM types t
    ) found
    CROSS JOIN LATERAL aclexplode(found.list) acl
    WHERE acl.grantee <> found.owner
    GROUP BY found.id, found.number
), lines (line) AS (
    SELECT concat_ws(' ', 'schema', quote_ident(n.nspname), 'comment ' || quote_literal(obj_description(n.oid, 'pg_namespace')), 'grants ' || g.list)
    FROM schemas n
    LEFT JOIN grants g ON g.id = n.oid
    UNION ALL
    SELECT concat_ws(' ', 'extension', quote_ident(e.extname), 'in', quote_ident(n.nspname))
    FROM pg_extension e
    JOIN pg_namespace n ON n.oid = e.extnamespace
    UNION ALL
    SELECT concat_ws(
        ' ',
        CASE r.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' ELSE 'foreign table' END,
        r.name,
        CASE r.relpersistence WHEN 'u' THEN 'unlogged' END,
        'partition by ' || CASE r.relkind WHEN 'p' THEN pg_get_partkeydef(r.id) END,
        (
            SELECT 'of ' || string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
            FROM pg_inherits i WHERE i.inhrelid = r.id
        ),
        pg_get_expr(r.relpartbound, r.id),
        'with (' || array_to_string(r.reloptions, ', ') || ')',
        CASE WHEN r.relrowsecurity THEN 'row security' END,
        CASE WHEN r.relforcerowsecurity THEN 'forced row security' END,
        CASE WHEN r.relreplident <> 'd' THEN 'replica identity ' || r.relreplident::text END,
        'comment ' || quote_literal(obj_description(r.id, 'pg_class')),
        'grants ' || g.list
    )
    FROM relations r
    LEFT JOIN grants g ON g.id = r.id AND g.number = 0
    WHERE r.relkind IN ('r', 'p', 'f')
    UNION ALL
    SELECT concat_ws(
        ' ',
        'column',
        r.name || '.' || quote_ident(a.attname),
        CASE r.relkind WHEN 'c' THEN 'at ' || rank() OVER (PARTITION BY r.id ORDER BY a.attnum) END,
        format_type(a.atttypid, a.atttypmod),
        'collate ' || CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END,
        CASE WHEN a.attnotnull THEN 'not null' END,
        CASE WHEN a.attgenerated <> '' THEN 'generated ' || a.attgenerated::text ELSE CASE WHEN d.oid IS NOT NULL THEN 'default' END END,
        pg_get_expr(d.adbin, d.adrelid),
        CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
        CASE WHEN a.attstorage <> t.typstorage THEN 'storage ' || a.attstorage::text END,
        -- Only the options that ALTER TABLE documents: some servers keep marks of their own here,
        -- which differ from table to table.
        (
            SELECT 'with (' || string_agg(o.setting, ', ' ORDER BY o.setting) || ')'
            FROM unnest(a.attoptions) o (setting)
            WHERE split_part(o.setting, '=', 1) IN ('n_distinct', 'n_distinct_inherited')
        ),
        'comment ' || quote_literal(col_description(a.attrelid, a.attnum)),
        'grants ' || g.list
    )
    FROM relations r
    JOIN pg_attribute a ON a.attrelid = r.id AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN grants g ON g.id = r.id AND g.number = a.attnum
    WHERE r.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
    UNION ALL
    SELECT concat_ws(
        ' ',
        'constraint',
        quote_ident(k.conname),
        'on',
        coalesce(r.name, t.name),
        pg_get_constraintdef(k.oid),
        CASE WHEN NOT k.conislocal THEN 'inherited' END,
        'comment ' || quote_literal(obj_description(k.oid, 'pg_constraint'))
    )
    FROM pg_constraint k
    LEFT JOIN relations r ON r.id = k.conrelid
    LEFT JOIN types t ON t.id = k.contypid
    WHERE coalesce(r.id, t.id) IS NOT NULL AND k.contype NOT IN ('n', 't')
    UNION ALL
    SELECT concat_ws(
        ' ',
        'index',
        pg_get_indexdef(i.indexrelid),
        CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
        CASE WHEN i.indisclustered THEN 'clustered' END,
        CASE WHEN i.indisreplident THEN 'replica identity' END,
        'comment ' || quote_literal(obj_description(i.indexrelid, 'pg_class'))
    )
    FROM relations r
    JOIN pg_index i ON i.indrelid = r.id
    UNION ALL
    SELECT concat_ws(
        ' ',
        CASE r.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END,
        r.name,
        'with (' || array_to_string(r.reloptions, ', ') || ')',
        pg_get_viewdef(r.id),
        CASE WHEN r.relkind = 'm' AND NOT r.relispopulated THEN 'without data' END,
        'comment ' || quote_literal(obj_description(r.id, 'pg_class')),
        'grants ' || g.list
    )
    FROM relations r
    LEFT JOIN grants g ON g.id = r.id AND g.number = 0
    WHERE r.relkind IN ('v', 'm')
    UNION ALL
    SELECT concat_ws(
        ' ',
        'sequence',
        r.name,
        'as',
        format_type(s.seqtypid, NULL),
        format('start %s increment %s min %s max %s cache %s', s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache),
        CASE WHEN s.seqcycle THEN 'cycle' END,
        (
            SELECT 'owned by ' || d.refobjid::regclass || '.' || quote_ident(a.attname)
            FROM pg_depend d
            JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
            WHERE d.classid = 'pg_class'::regclass AND d.objid = r.id AND d.deptype IN ('a', 'i')
                AND d.refclassid = 'pg_class'::regclass
        ),
        'comment ' || quote_literal(obj_description(r.id, 'pg_class')),
        'grants ' || g.list
    )
    FROM relations r
    JOIN pg_sequence s ON s.seqrelid = r.id
    LEFT JOIN grants g ON g.id = r.id AND g.number = 0
    UNION ALL
    SELECT concat_ws(
        ' ',
        'function',
        f.id::regprocedure,
        CASE WHEN f.prokind = 'a' THEN 'aggregate returns ' || format_type(f.prorettype, NULL) ELSE pg_get_functiondef(f.id) END,
        (
            SELECT format('by %s, %s of %s', a.aggtransfn, a.aggfinalfn, format_type(a.aggtranstype, NULL))
            FROM pg_aggregate a WHERE a.aggfnoid = f.id
        ),
        'comment ' || quote_literal(obj_description(f.id, 'pg_proc')),
        'grants ' || g.list
    )
    FROM functions f
    LEFT JOIN grants g ON g.id = f.id
    UNION ALL
    SELECT concat_ws(
        ' ',
        'trigger',
        pg_get_triggerdef(t.oid),
        CASE WHEN t.tgenabled <> 'O' THEN 'enabled ' || t.tgenabled::text END,
        'comment ' || quote_literal(obj_description(t.oid, 'pg_trigger'))
    )
    FROM relations r
    JOIN pg_trigger t ON t.tgrelid = r.id AND NOT t.tgisinternal
    UNION ALL
    SELECT concat_ws(
        ' ',
        'event trigger',
        quote_ident(t.evtname),
        'on',
        t.evtevent,
        'when tag in (' || array_to_string(t.evttags, ', ') || ')',
        'execute',
        t.evtfoid::regprocedure,
        CASE WHEN t.evtenabled <> 'O' THEN 'enabled ' || t.evtenabled::text END
    )
    FROM pg_event_trigger t
    WHERE (t.tableoid, t.oid) NOT IN (SELECT classid, objid FROM extension_members)
    UNION ALL
    SELECT concat_ws(' ', 'rule', pg_get_ruledef(w.oid), 'comment ' || quote_literal(obj_description(w.oid, 'pg_rewrite')))
    FROM relations r
    JOIN pg_rewrite w ON w.ev_class = r.id AND w.rulename <> '_RETURN'
    UNION ALL
    SELECT concat_ws(
        ' ',
        'policy',
        quote_ident(p.polname),
        'on',
        r.name,
        CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
        'for ' || p.polcmd::text,
        (
            SELECT 'to ' || string_agg(
                CASE role.id WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role.id)) END,
                ', '
                ORDER BY pg_get_userbyid(role.id)
            )
            FROM unnest(p.polroles) role (id)
        ),
        'using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
        'check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')',
        'comment ' || quote_literal(obj_description(p.oid, 'pg_policy'))
    )
    FROM relations r
    JOIN pg_policy p ON p.polrelid = r.id
    UNION ALL
    SELECT concat_ws(
        ' ',
        CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range' WHEN 'c' THEN 'composite' END,
        t.name,
        (
            SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
            FROM pg_enum e WHERE e.enumtypid = t.id
        ),
        'of ' || coalesce(
            CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
            (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE r.rngtypid = t.id)
        ),
        CASE WHEN t.typtype = 'd' AND t.typnotnull THEN 'not null' END,
        'default ' || CASE t.typtype WHEN 'd' THEN t.typdefault END,
        'comment ' || quote_literal(obj_description(t.id, 'pg_type')),
        'grants ' || g.list
    )
    FROM types t
    LEFT JOIN grants g ON g.id = t.id
    WHERE t.typtype IN ('e', 'd', 'r')
        OR (t.typtype = 'c' AND t.typrelid IN (SELECT r.id FROM relations r WHERE r.relkind = 'c'))
    UNION ALL
    SELECT concat_ws(' ', 'statistics', pg_get_statisticsobjdef(s.oid), 'comment ' || quote_literal(obj_description(s.oid, 'pg_statistic_ext')))
    FROM relations r
    JOIN pg_statistic_ext s ON s.stxrelid = r.id
)
SELECT line FROM lines ORDER BY line COLLATE "C"
