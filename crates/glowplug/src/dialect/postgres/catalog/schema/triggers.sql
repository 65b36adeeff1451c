-- For the whole schema, without those that partitions inherit.
SELECT
    t.oid::bigint AS id,
    t.tgrelid::bigint AS owner,
    json_build_object(
        'name', t.tgname,
        'definition', pg_get_triggerdef(t.oid, true),
        'state', CASE t.tgenabled
            WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' ELSE 'enabled'
        END,
        'comment', d.description
    ) AS object
FROM relations r
JOIN pg_trigger t ON t.tgrelid = r.id AND NOT t.tgisinternal AND $own_trigger
LEFT JOIN pg_description d ON d.classoid = 'pg_trigger'::regclass AND d.objoid = t.oid AND d.objsubid = 0
