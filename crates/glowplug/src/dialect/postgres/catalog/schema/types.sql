-- What the types of rows, arrays and multiranges are derived from.
SELECT
    t.oid::bigint AS id,
    (CASE WHEN t.typrelid <> 0 THEN 'pg_class' ELSE 'pg_type' END)::regclass::bigint AS class,
    coalesce(nullif(t.typrelid, 0), nullif(t.typelem, 0), r.rngtypid)::bigint AS stands_for
FROM pg_type t
JOIN namespaces n ON n.id = t.typnamespace
LEFT JOIN (
    SELECT r.*
    FROM (SELECT 0::oid AS rngmultitypid) older
    CROSS JOIN LATERAL (SELECT rngtypid, rngmultitypid FROM pg_range) r
) r ON r.rngmultitypid = t.oid
WHERE t.typrelid <> 0 OR t.typelem <> 0 OR r.rngtypid IS NOT NULL
