SELECT
    w.oid::bigint AS id,
    w.ev_class::bigint AS owner,
    json_build_object(
        'name', w.rulename,
        'definition', rtrim(pg_get_ruledef(w.oid, true), ';'),
        'comment', d.description
    ) AS object
FROM relations r
JOIN pg_rewrite w ON w.ev_class = r.id AND w.rulename <> '_RETURN'
LEFT JOIN pg_description d ON d.classoid = 'pg_rewrite'::regclass AND d.objoid = w.oid AND d.objsubid = 0
