-- All dependencies that the server records; the reader filters those that follow from other data.
SELECT
    d.classid::bigint AS class,
    d.objid::bigint AS id,
    d.objsubid AS number,
    d.refclassid::bigint AS used_class,
    d.refobjid::bigint AS used_id,
    d.refobjsubid AS used_number
FROM pg_depend d
WHERE d.deptype IN ('n', 'a')
    AND d.objid >= 16384
    AND d.refobjid >= 16384
    AND d.refclassid <> 'pg_namespace'::regclass
