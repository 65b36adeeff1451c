-- Without the indexes of constraints and, for the whole schema, without those that are part of a
-- partitioned index.
SELECT
    i.indexrelid::bigint AS id,
    i.indrelid::bigint AS owner,
    json_build_object(
        'name', c.relname,
        'unique', i.indisunique,
        'method', m.amname,
        'keys', columns.keys,
        'include', columns.included,
        'predicate', pg_get_expr(i.indpred, i.indrelid),
        'nulls_not_distinct', i.indnullsnotdistinct,
        'valid', i.indisvalid,
        'options', coalesce(to_json(c.reloptions), '[]'),
        'comment', d.description
    ) AS object
FROM relations r
JOIN (
    SELECT i.*
    FROM (SELECT false AS indnullsnotdistinct) older
    CROSS JOIN LATERAL (
        SELECT
            indexrelid, indrelid, indkey, indnkeyatts, indcollation, indclass, indoption, indpred,
            indisunique, indisvalid, indnullsnotdistinct
        FROM pg_index
    ) i
) i ON i.indrelid = r.id
JOIN pg_class c ON c.oid = i.indexrelid AND $own_index
JOIN pg_am m ON m.oid = c.relam
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = i.indexrelid AND d.objsubid = 0
CROSS JOIN LATERAL (
    SELECT
        json_agg(
            json_build_object(
                'column', a.attname,
                'expression', CASE WHEN a.attname IS NULL THEN pg_get_indexdef(i.indexrelid, k.place::int, false) END,
                'collation', CASE
                    WHEN k.collated = 0 THEN NULL
                    -- An index may store another type than that of its expression, and then only
                    -- the whole definition shows the collation.
                    WHEN a.attname IS NULL AND strpos(
                        pg_get_indexdef(i.indexrelid),
                        pg_get_indexdef(i.indexrelid, k.place::int, false) || ' COLLATE '
                    ) = 0 THEN NULL
                    WHEN a.attname IS NULL OR k.collated <> a.attcollation THEN k.collated::regcollation::text
                END,
                'operator_class', CASE
                    WHEN own.attoptions IS NOT NULL OR NOT o.opcdefault OR EXISTS (
                        SELECT FROM pg_opclass other
                        WHERE other.opcmethod = o.opcmethod
                            AND other.opcdefault
                            AND other.opcintype = coalesce(a.atttypid, own.atttypid)
                            -- An index may store another type than that of its expression.
                            AND (a.atttypid IS NOT NULL OR own.atttypid <> o.opckeytype AND m.amname <> 'hash')
                            AND other.oid <> o.oid
                    ) THEN concat(
                        CASE WHEN NOT pg_opclass_is_visible(o.oid) THEN quote_ident(n.nspname) || '.' END,
                        quote_ident(o.opcname),
                        ' (' || array_to_string(own.attoptions, ', ') || ')'
                    )
                END,
                'descending', k.option & 1 = 1,
                'nulls_first', k.option & 2 = 2
            )
            ORDER BY k.place
        ) FILTER (WHERE k.place <= i.indnkeyatts),
        coalesce(json_agg(a.attname ORDER BY k.place) FILTER (WHERE k.place > i.indnkeyatts), '[]')
    FROM ROWS FROM (
        unnest(i.indkey::int2[]),
        unnest(i.indcollation::oid[]),
        unnest(i.indclass::oid[]),
        unnest(i.indoption::int2[])
    ) WITH ORDINALITY k (number, collated, class, option, place)
    -- An index lookup, whatever the planner estimates for a catalog that was never analyzed.
    CROSS JOIN LATERAL (
        SELECT a.atttypid, a.attoptions
        FROM pg_attribute a
        WHERE a.attrelid = i.indexrelid AND a.attnum = k.place
        OFFSET 0
    ) own
    LEFT JOIN LATERAL (
        SELECT a.attname, a.atttypid, a.attcollation
        FROM pg_attribute a
        WHERE a.attrelid = i.indrelid AND a.attnum = k.number AND k.number <> 0
        OFFSET 0
    ) a ON true
    LEFT JOIN pg_opclass o ON o.oid = k.class
    LEFT JOIN pg_namespace n ON n.oid = o.opcnamespace
) columns (keys, included)
WHERE r.kind IN ('r', 'p', 'm')
    AND NOT EXISTS (
        SELECT FROM pg_constraint k
        WHERE k.conrelid = i.indrelid AND k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')
    )
