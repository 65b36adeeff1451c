SELECT
    'pg_ts_dict'::regclass::oid::bigint AS class,
    d.oid::bigint AS id,
    '[]'::json AS uses,
    json_build_object(
        'kind', 'text_search_dictionary',
        'name', d.oid::regdictionary::text,
        'schema', n.name,
        'create', json_build_array(format(
            'CREATE TEXT SEARCH DICTIONARY %s (%s)',
            d.oid::regdictionary,
            concat_ws(
                ', ',
                (
                    SELECT 'TEMPLATE = ' || CASE s.nspname WHEN 'pg_catalog' THEN '' ELSE quote_ident(s.nspname) || '.' END
                        || quote_ident(t.tmplname)
                    FROM pg_ts_template t JOIN pg_namespace s ON s.oid = t.tmplnamespace
                    WHERE t.oid = d.dicttemplate
                ),
                d.dictinitoption
            )
        )),
        'drop', format('DROP TEXT SEARCH DICTIONARY %s', d.oid::regdictionary),
        'address', format('TEXT SEARCH DICTIONARY %s', d.oid::regdictionary),
        'comment', obj_description(d.oid, 'pg_ts_dict')
    ) AS object
FROM pg_ts_dict d
JOIN namespaces n ON n.id = d.dictnamespace
WHERE (d.tableoid, d.oid) NOT IN (SELECT m.class, m.id FROM members m)
UNION ALL
SELECT
    'pg_ts_config'::regclass::oid::bigint,
    c.oid::bigint,
    '[]',
    json_build_object(
        'kind', 'text_search_configuration',
        'name', c.oid::regconfig::text,
        'schema', n.name,
        'create', array_to_json(
            ARRAY[format(
                'CREATE TEXT SEARCH CONFIGURATION %s (PARSER = %s)',
                c.oid::regconfig,
                (
                    SELECT CASE s.nspname WHEN 'pg_catalog' THEN '' ELSE quote_ident(s.nspname) || '.' END
                        || quote_ident(p.prsname)
                    FROM pg_ts_parser p JOIN pg_namespace s ON s.oid = p.prsnamespace
                    WHERE p.oid = c.cfgparser
                )
            )]
            || ARRAY(
                SELECT format(
                    'ALTER TEXT SEARCH CONFIGURATION %s ADD MAPPING FOR %s WITH %s',
                    c.oid::regconfig,
                    string_agg(quote_ident(mapped.alias), ', ' ORDER BY mapped.token),
                    mapped.dictionaries
                )
                FROM (
                    SELECT
                        t.tokid AS token,
                        t.alias,
                        string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS dictionaries
                    FROM ts_token_type(c.cfgparser) t
                    JOIN pg_ts_config_map m ON m.mapcfg = c.oid AND m.maptokentype = t.tokid
                    GROUP BY t.tokid, t.alias
                ) mapped
                GROUP BY mapped.dictionaries
                ORDER BY min(mapped.token)
            )
        ),
        'drop', format('DROP TEXT SEARCH CONFIGURATION %s', c.oid::regconfig),
        'address', format('TEXT SEARCH CONFIGURATION %s', c.oid::regconfig),
        'comment', obj_description(c.oid, 'pg_ts_config')
    )
FROM pg_ts_config c
JOIN namespaces n ON n.id = c.cfgnamespace
WHERE (c.tableoid, c.oid) NOT IN (SELECT m.class, m.id FROM members m)
