-- Computes a fingerprint of everything that a database contains. Each row version has the ID of the
-- transaction that wrote it, so the sum of these IDs changes with every change to any kind of
-- object.
DO $glowplug$
DECLARE
    place record;
    found text;
    marks text := '';
BEGIN
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog', true);
    FOR place IN
        SELECT n.nspname AS schema, c.relname AS name
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid >= 16384
            AND c.relkind IN ('r', 'm')
            AND c.relpersistence <> 't'
            AND pg_relation_size(c.oid) > 0
        ORDER BY c.oid
    LOOP
        EXECUTE format(
            'SELECT concat(count(*), '':'', sum(xmin::text::int8)) FROM ONLY %I.%I',
            place.schema, place.name
        ) INTO found;
        IF found <> '0:' THEN
            marks := concat(marks, place.schema, '.', place.name, ':', found, ' ');
        END IF;
    END LOOP;
    PERFORM set_config('glowplug.rows', md5(marks), true);
END
$glowplug$;
SELECT md5(concat(
    current_setting('glowplug.rows'),
    (
        SELECT string_agg(concat(s.setrole, s.setconfig), ' ' ORDER BY s.setrole)
        FROM pg_db_role_setting s
        JOIN pg_database d ON d.oid = s.setdatabase
        WHERE d.datname = current_database()
    ),
    (
        SELECT string_agg(concat(oid, pg_sequence_last_value(oid)), ' ' ORDER BY oid)
        FROM pg_class
        WHERE relkind = 'S' AND relpersistence <> 't'
    ),
    (
        SELECT string_agg(concat(kind, rows, ':', writers), ' ' ORDER BY kind)
        FROM (
            SELECT 'attrdef' AS kind, count(*) AS rows, sum(xmin::text::int8) AS writers
            FROM pg_attrdef
            UNION ALL
            SELECT 'attribute', count(*), sum(xmin::text::int8)
            FROM pg_attribute WHERE attrelid >= 16384
            UNION ALL
            SELECT 'cast', count(*), sum(xmin::text::int8) FROM pg_cast
            UNION ALL
            SELECT 'class', count(*), sum(xmin::text::int8) FROM pg_class WHERE oid >= 16384
            UNION ALL
            SELECT 'constraint', count(*), sum(xmin::text::int8)
            FROM pg_constraint WHERE oid >= 16384
            UNION ALL
            SELECT 'default acl', count(*), sum(xmin::text::int8) FROM pg_default_acl
            UNION ALL
            SELECT 'depend', count(*), sum(xmin::text::int8)
            FROM pg_depend WHERE objid >= 16384 OR refobjid >= 16384
            UNION ALL
            SELECT 'enum', count(*), sum(xmin::text::int8) FROM pg_enum
            UNION ALL
            SELECT 'event trigger', count(*), sum(xmin::text::int8) FROM pg_event_trigger
            UNION ALL
            SELECT 'extension', count(*), sum(xmin::text::int8) FROM pg_extension
            UNION ALL
            SELECT 'index', count(*), sum(xmin::text::int8)
            FROM pg_index WHERE indexrelid >= 16384
            UNION ALL
            SELECT 'language', count(*), sum(xmin::text::int8) FROM pg_language
            UNION ALL
            SELECT 'namespace', count(*), sum(xmin::text::int8)
            FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp_'
            UNION ALL
            SELECT 'operator', count(*), sum(xmin::text::int8)
            FROM pg_operator WHERE oid >= 16384
            UNION ALL
            SELECT 'policy', count(*), sum(xmin::text::int8) FROM pg_policy
            UNION ALL
            SELECT 'procedure', count(*), sum(xmin::text::int8) FROM pg_proc WHERE oid >= 16384
            UNION ALL
            SELECT 'publication', count(*), sum(xmin::text::int8) FROM pg_publication
            UNION ALL
            SELECT 'rule', count(*), sum(xmin::text::int8) FROM pg_rewrite WHERE oid >= 16384
            UNION ALL
            SELECT 'sequence', count(*), sum(xmin::text::int8) FROM pg_sequence
            UNION ALL
            SELECT 'statistics', count(*), sum(xmin::text::int8) FROM pg_statistic_ext
            UNION ALL
            SELECT 'trigger', count(*), sum(xmin::text::int8) FROM pg_trigger
            UNION ALL
            SELECT 'type', count(*), sum(xmin::text::int8) FROM pg_type WHERE oid >= 16384
            UNION ALL
            SELECT 'access method', count(*), sum(xmin::text::int8) FROM pg_am
            UNION ALL
            SELECT 'collation', count(*), sum(xmin::text::int8) FROM pg_collation
            WHERE oid >= 16384
            UNION ALL
            SELECT 'comment', count(*), sum(xmin::text::int8) FROM pg_description
            WHERE objoid >= 16384 OR objoid = 2200
            UNION ALL
            SELECT 'conversion', count(*), sum(xmin::text::int8) FROM pg_conversion
            WHERE oid >= 16384
            UNION ALL
            SELECT 'dictionary', count(*), sum(xmin::text::int8) FROM pg_ts_dict
            WHERE oid >= 16384
            UNION ALL
            SELECT 'large object', count(*), sum(xmin::text::int8) FROM pg_largeobject_metadata
            UNION ALL
            SELECT 'operator class', count(*), sum(xmin::text::int8) FROM pg_opclass
            WHERE oid >= 16384
            UNION ALL
            SELECT 'operator family', count(*), sum(xmin::text::int8) FROM pg_opfamily
            WHERE oid >= 16384
            UNION ALL
            SELECT 'search configuration', count(*), sum(xmin::text::int8) FROM pg_ts_config
            WHERE oid >= 16384
            UNION ALL
            SELECT 'server', count(*), sum(xmin::text::int8) FROM pg_foreign_server
            UNION ALL
            SELECT 'transform', count(*), sum(xmin::text::int8) FROM pg_transform
            UNION ALL
            SELECT 'wrapper', count(*), sum(xmin::text::int8) FROM pg_foreign_data_wrapper
        ) catalogs
    )
)) AS mark,
    pg_database_size(current_database()) AS bytes
