SELECT
    n.name,
    -- What a new database says of `public`.
    nullif(obj_description(n.id, 'pg_namespace'), 'standard public schema') AS comment
FROM namespaces n
WHERE ('pg_namespace'::regclass::oid, n.id) NOT IN (SELECT m.class, m.id FROM members m)
