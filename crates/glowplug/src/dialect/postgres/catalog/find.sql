-- Finds the table that a user means by a name, quoted or not, qualified or not. Runs with the
-- user's search path, so all operators are qualified with `pg_catalog`.
SELECT n.nspname::pg_catalog.text AS schema,
    c.relname::pg_catalog.text AS name,
    m.quoted,
    CASE
        WHEN c.relkind OPERATOR(pg_catalog.=) 'r' THEN 'table'
        WHEN c.relkind OPERATOR(pg_catalog.=) 'p' THEN 'partitioned table'
        WHEN c.relkind OPERATOR(pg_catalog.=) 'v' THEN 'view'
        WHEN c.relkind OPERATOR(pg_catalog.=) 'm' THEN 'materialized view'
        ELSE 'foreign table'
    END AS kind
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
CROSS JOIN LATERAL (
    SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS quoted,
        pg_catalog.format('%s.%s', n.nspname, c.relname) AS full_name,
        pg_catalog.quote_ident(c.relname) AS quoted_name,
        pg_catalog.pg_table_is_visible(c.oid) AS visible,
        $1::pg_catalog.text AS meant,
        pg_catalog.lower($1) AS lowered
) m
WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,v,m,f}'::pg_catalog."char"[])
    -- Cheap, and false for almost all relations.
    AND pg_catalog.strpos(
        pg_catalog.lower(pg_catalog.replace($1::pg_catalog.text, '""', '"')),
        pg_catalog.lower(c.relname::pg_catalog.text)
    ) OPERATOR(pg_catalog.>) 0
    AND (
        (
            m.visible
            AND (
                c.relname OPERATOR(pg_catalog.=) m.meant
                OR m.quoted_name OPERATOR(pg_catalog.=) m.meant
                OR c.relname OPERATOR(pg_catalog.=) m.lowered
            )
        )
        OR m.full_name OPERATOR(pg_catalog.=) m.meant
        OR m.quoted OPERATOR(pg_catalog.=) m.meant
        OR m.full_name OPERATOR(pg_catalog.=) m.lowered
    )
ORDER BY (c.relname OPERATOR(pg_catalog.=) m.meant) DESC,
    (
        c.relname OPERATOR(pg_catalog.=) m.meant
        OR m.full_name OPERATOR(pg_catalog.=) m.meant
    ) DESC,
    n.nspname,
    c.relname
LIMIT 1
