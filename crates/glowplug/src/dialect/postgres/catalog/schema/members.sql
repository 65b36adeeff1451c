-- The members of extensions.
SELECT m.class::bigint AS class, m.id::bigint AS id, e.extname AS extension
FROM members m
JOIN pg_extension e ON e.oid = m.extension AND e.oid >= 16384
