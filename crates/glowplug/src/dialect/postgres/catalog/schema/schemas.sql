SELECT
    n.name,
    -- The comment on `public` in a new database.
    nullif(
        (
            SELECT d.description FROM pg_description d
            WHERE d.objoid = n.id AND d.classoid = 'pg_namespace'::regclass AND d.objsubid = 0
        ),
        'standard public schema'
    ) AS comment
FROM namespaces n
WHERE ('pg_namespace'::regclass::oid, n.id) NOT IN (SELECT m.class, m.id FROM members m)
