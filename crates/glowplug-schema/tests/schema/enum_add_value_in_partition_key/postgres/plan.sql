-- up
ALTER TYPE region ADD VALUE 'east' AFTER 'north';
-- later
CREATE TABLE sales_east PARTITION OF sales
    FOR VALUES IN ('east');

-- down
-- data-loss: all rows of sales_east are lost
DROP TABLE sales_east;
ALTER TABLE sales DETACH PARTITION sales_north;
DROP TABLE sales;
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('region'::regtype::oid)
), defaults AS (
    SELECT object, acl.grantee FROM me
    JOIN pg_default_acl ON defaclrole = me.id
    JOIN kept ON kind = defaclobjtype
    CROSS JOIN aclexplode(defaclacl) acl
), privileges AS (
    SELECT object, columns, acl.* FROM kept
    CROSS JOIN aclexplode(coalesce(acl, acldefault(kind, owner))) acl
    WHERE acl IS NOT NULL OR object IN (SELECT object FROM defaults)
), statements (step, sql) AS (
    SELECT 1, pg_catalog.format('REVOKE ALL ON %s FROM PUBLIC, CURRENT_USER', object)
    FROM privileges WHERE columns = ''
    UNION
    SELECT 1, pg_catalog.format('REVOKE ALL ON %s FROM %s', object, grantee::regrole)
    FROM defaults WHERE grantee <> 0::oid
    UNION ALL
    SELECT 2, pg_catalog.concat(
        'GRANT ', privilege_type, columns, ' ON ', object,
        ' TO ', CASE WHEN grantee = 0::oid THEN 'PUBLIC' ELSE grantee::regrole::text END,
        CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END
    ) FROM privileges
    UNION ALL
    SELECT 3, pg_catalog.format('ALTER %s OWNER TO %s', owned, owner::regrole)
    FROM kept JOIN me ON me.id <> owner WHERE owned <> ''
)
SELECT set_config('glowplug.privileges', coalesce(string_agg(sql, '; ' ORDER BY step), ''), false)
FROM statements;
-- cannot be changed in place: another one takes its place
ALTER TYPE region RENAME TO region_old;
CREATE TYPE region AS ENUM ('north', 'south');
-- table-rewrite: values are converted
-- may-fail: sales_north.region may hold 'east'
ALTER TABLE sales_north ALTER COLUMN region TYPE region USING region::text::region;
DROP TYPE region_old;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
CREATE TABLE sales (
    id integer,
    region region
) PARTITION BY LIST (region);
-- may-fail: rows of sales_north may not belong there
-- long-lock: all rows are looked at
ALTER TABLE sales ATTACH PARTITION sales_north FOR VALUES IN ('north');
