SELECT
    'pg_event_trigger'::regclass::oid::bigint AS class,
    t.oid::bigint AS id,
    '[]'::json AS uses,
    json_build_object(
        'kind', 'event_trigger',
        'name', quote_ident(t.evtname),
        'schema', NULL,
        'create', array_to_json(array_remove(
            ARRAY[
                format(
                    'CREATE EVENT TRIGGER %I ON %s%s EXECUTE FUNCTION %s()',
                    t.evtname,
                    t.evtevent,
                    (
                        SELECT ' WHEN TAG IN (' || string_agg(quote_literal(tag.name), ', ') || ')'
                        FROM unnest(t.evttags) tag (name)
                    ),
                    t.evtfoid::regproc
                ),
                format('ALTER EVENT TRIGGER %I ', t.evtname) || CASE t.evtenabled
                    WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS'
                END
            ],
            NULL
        )),
        'drop', format('DROP EVENT TRIGGER %I', t.evtname),
        'address', format('EVENT TRIGGER %I', t.evtname),
        'comment', obj_description(t.oid, 'pg_event_trigger')
    ) AS object
FROM pg_event_trigger t
WHERE (t.tableoid, t.oid) NOT IN (SELECT m.class, m.id FROM members m)
