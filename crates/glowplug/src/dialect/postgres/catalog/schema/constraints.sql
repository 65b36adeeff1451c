-- For the whole schema, without those inherited from a partitioned or parent table, which are
-- created and dropped with the inherited one.
SELECT
    k.oid::bigint AS id,
    k.conrelid::bigint AS owner,
    k.conindid::bigint AS index,
    json_build_object(
        'name', k.conname,
        'kind', CASE k.contype
            WHEN 'p' THEN json_build_object(
                'primary_key', json_build_object('columns', columns.names, 'include', columns.included)
            )
            WHEN 'u' THEN json_build_object(
                'unique', json_build_object(
                    'columns', columns.names,
                    'include', columns.included,
                    'nulls_not_distinct', i.indnullsnotdistinct
                )
            )
            WHEN 'c' THEN json_build_object(
                'check', json_build_object('expression', pg_get_expr(k.conbin, k.conrelid))
            )
            WHEN 'f' THEN json_build_object(
                'foreign', json_build_object(
                    'columns', columns.names,
                    'references', referenced.name,
                    'referenced', columns.referenced,
                    'on_update', actions.names -> k.confupdtype::text,
                    'on_delete', actions.names -> k.confdeltype::text,
                    'sets', columns.sets,
                    'matching', CASE k.confmatchtype WHEN 'f' THEN 'full' ELSE 'simple' END
                )
            )
            ELSE to_json('exclusion'::text)
        END,
        'definition', CASE
            -- pg_get_constraintdef leaves these options out.
            WHEN k.contype IN ('p', 'u') AND i.options IS NOT NULL THEN
                left(definition.text, length(definition.text) - length(definition.deferral))
                || ' WITH (' || i.options || ')' || definition.deferral
            ELSE definition.text
        END,
        'deferral', CASE
            WHEN k.condeferred THEN 'initially_deferred'
            WHEN k.condeferrable THEN 'initially_immediate'
            ELSE 'none'
        END,
        'validated', k.convalidated,
        'no_inherit', k.contype = 'c' AND k.connoinherit,
        'comment', d.description
    ) AS object
FROM relations r
JOIN (
    SELECT k.*
    FROM (SELECT NULL::int2[] AS confdelsetcols) older
    CROSS JOIN LATERAL (
        SELECT
            oid, conname, contype, conrelid, conindid, confrelid, conkey, confkey, conbin, confupdtype,
            confdeltype, confmatchtype, condeferrable, condeferred, convalidated, connoinherit,
            conislocal, conparentid, confdelsetcols
        FROM pg_constraint
    ) k
) k ON k.conrelid = r.id
LEFT JOIN (
    SELECT i.*, c.options
    FROM (SELECT false AS indnullsnotdistinct) older
    CROSS JOIN LATERAL (SELECT indexrelid, indkey, indnkeyatts, indnullsnotdistinct FROM pg_index) i
    JOIN (
        SELECT oid, array_to_string(reloptions, ', ') AS options FROM pg_class
    ) c ON c.oid = i.indexrelid
) i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u')
LEFT JOIN (
    SELECT c.oid AS id, json_build_object('schema', n.nspname, 'name', c.relname) AS name
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
) referenced ON referenced.id = k.confrelid
LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid AND d.objsubid = 0
CROSS JOIN (
    VALUES (
        '{"a": "no_action", "r": "restrict", "c": "cascade", "n": "set_null", "d": "set_default"}'::json
    )
) actions (names)
CROSS JOIN LATERAL (
    SELECT
        regexp_replace(pg_get_constraintdef(k.oid), ' NOT VALID$', ''),
        CASE
            WHEN k.condeferred THEN ' DEFERRABLE INITIALLY DEFERRED'
            WHEN k.condeferrable THEN ' DEFERRABLE'
            ELSE ''
        END
) definition (text, deferral)
CROSS JOIN LATERAL (
    SELECT
        coalesce(json_agg(a.attname ORDER BY n.place) FILTER (WHERE n.list = 'key'), '[]'),
        coalesce(json_agg(a.attname ORDER BY n.place) FILTER (WHERE n.list = 'include'), '[]'),
        coalesce(json_agg(a.attname ORDER BY n.place) FILTER (WHERE n.list = 'referenced'), '[]'),
        coalesce(json_agg(a.attname ORDER BY n.place) FILTER (WHERE n.list = 'set'), '[]')
    FROM (
        SELECT 'key', k.conrelid, c.* FROM unnest(k.conkey) WITH ORDINALITY c
        UNION ALL
        SELECT 'include', k.conrelid, c.*
        FROM unnest(i.indkey::int2[]) WITH ORDINALITY c (number, place)
        WHERE c.place > i.indnkeyatts
        UNION ALL
        SELECT 'referenced', k.confrelid, c.* FROM unnest(k.confkey) WITH ORDINALITY c
        UNION ALL
        SELECT 'set', k.conrelid, c.* FROM unnest(k.confdelsetcols) WITH ORDINALITY c
    ) n (list, relation, number, place)
    -- OFFSET 0 makes this an index lookup, whatever the planner estimates for a catalog that was
    -- never analyzed.
    CROSS JOIN LATERAL (
        SELECT a.attname FROM pg_attribute a WHERE a.attrelid = n.relation AND a.attnum = n.number OFFSET 0
    ) a
) columns (names, included, referenced, sets)
WHERE r.kind IN ('r', 'p')
    AND k.contype IN ('p', 'u', 'c', 'f', 'x')
    AND $own_constraint
