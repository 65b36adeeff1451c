-- up
ALTER TYPE "OrderStatus" ADD VALUE 'PAID';
ALTER TABLE "Order" ADD COLUMN "customerId" text NOT NULL DEFAULT ''::text;
CREATE TABLE "_OrderToTag" (
    "A" text NOT NULL REFERENCES "Order"(id) ON UPDATE CASCADE ON DELETE CASCADE,
    "B" text NOT NULL
);
CREATE UNIQUE INDEX "_OrderToTag_AB_unique" ON "_OrderToTag" ("A", "B");

-- down
ALTER TABLE "Order" ALTER COLUMN status DROP DEFAULT;
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('"OrderStatus"'::regtype::oid)
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
ALTER TYPE "OrderStatus" RENAME TO "OrderStatus_old";
CREATE TYPE "OrderStatus" AS ENUM ('NEW');
-- table-rewrite: values are converted
-- may-fail: "Order".status may hold 'PAID'
ALTER TABLE "Order"
    ALTER COLUMN status TYPE "OrderStatus" USING status::text::"OrderStatus";
DROP TYPE "OrderStatus_old";
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
-- data-loss: the values of "Order".customerId are lost
ALTER TABLE "Order" DROP COLUMN "customerId";
ALTER TABLE "Order" ALTER COLUMN status SET DEFAULT 'NEW'::"OrderStatus";
-- data-loss: all rows of "_OrderToTag" are lost
DROP TABLE "_OrderToTag";
