-- Names of objects that the model cannot represent. Options of user mappings and connection strings
-- of subscriptions may contain passwords, so only the names are read.
SELECT 'type' AS kind, format_type(t.oid, NULL) AS name
FROM pg_type t
JOIN namespaces n ON n.id = t.typnamespace
WHERE (t.typtype = 'p' OR t.typtype = 'b' AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid))
    AND (t.tableoid, t.oid) NOT IN (SELECT m.class, m.id FROM members m)
UNION ALL
SELECT 'text search parser', format('%I.%I', n.name, p.prsname)
FROM pg_ts_parser p
JOIN namespaces n ON n.id = p.prsnamespace
WHERE (p.tableoid, p.oid) NOT IN (SELECT m.class, m.id FROM members m)
UNION ALL
SELECT 'text search template', format('%I.%I', n.name, t.tmplname)
FROM pg_ts_template t
JOIN namespaces n ON n.id = t.tmplnamespace
WHERE (t.tableoid, t.oid) NOT IN (SELECT m.class, m.id FROM members m)
UNION ALL
SELECT 'user mapping', format('for %s server %I', coalesce(nullif(m.umuser::regrole::text, '-'), 'PUBLIC'), m.srvname)
FROM pg_user_mappings m
UNION ALL
SELECT 'subscription', quote_ident(s.subname)
FROM (SELECT subname, subdbid FROM pg_subscription) s
JOIN pg_database d ON d.oid = s.subdbid
WHERE d.datname = current_database()
UNION ALL
SELECT DISTINCT
    'security label',
    format('%s on %s', l.provider, pg_describe_object(l.classoid, l.objoid, l.objsubid))
FROM pg_seclabel l
UNION ALL
SELECT 'large object', l.oid::text
FROM pg_largeobject_metadata l
UNION ALL
SELECT 'table access method', format('%s of table %s', a.amname, c.oid::regclass)
FROM relations r
JOIN pg_class c ON c.oid = r.id
JOIN pg_am a ON a.oid = c.relam
WHERE r.kind IN ('r', 'm') AND a.amname <> current_setting('default_table_access_method')
UNION ALL
SELECT 'unfilled materialized view', c.oid::regclass::text
FROM relations r
JOIN pg_class c ON c.oid = r.id
WHERE r.kind = 'm' AND NOT c.relispopulated
UNION ALL
SELECT
    'setting',
    concat(
        split_part(setting.text, '=', 1),
        ' of ',
        CASE WHEN s.setrole <> 0 THEN format('role %s in ', s.setrole::regrole) END,
        'the database'
    )
FROM pg_db_role_setting s
JOIN pg_database d ON d.oid = s.setdatabase AND d.datname = current_database()
CROSS JOIN unnest(s.setconfig) setting (text)
-- The settings of a scratch database are ours.
WHERE NOT starts_with(d.datname::text, 'glowplug_scratch_')
