-- up
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('stock.low'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('stock.low'::regclass::oid) AND attacl IS NOT NULL
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
DROP VIEW stock.low;
ALTER TABLE stock.supplies DROP CONSTRAINT supplies_sku_fkey;
CREATE TYPE stock.unit AS ENUM ('piece', 'kg');
ALTER TABLE suppliers
    ADD CONSTRAINT suppliers_name_null_check CHECK (name IS NOT NULL) NOT VALID;
ALTER TABLE stock.items ADD COLUMN unit stock.unit NOT NULL DEFAULT 'piece'::stock.unit;
-- table-rewrite: values are converted
-- may-fail: stock.items.amount may hold numbers beyond the range of the new type
ALTER TABLE stock.items
    ALTER COLUMN amount TYPE numeric(10,3) USING amount::numeric(10,3),
    ALTER COLUMN sku TYPE varchar(40) USING sku::varchar(40);
ALTER TABLE stock.supplies ADD COLUMN price numeric(10,2);
ALTER TABLE stock.supplies ALTER COLUMN sku TYPE varchar(40) USING sku::varchar(40);
ALTER TABLE stock.supplies
    ADD CONSTRAINT supplies_sku_fkey FOREIGN KEY (sku) REFERENCES stock.items(sku) ON UPDATE CASCADE NOT VALID;
CREATE VIEW stock.low AS
 SELECT sku,
    title,
    amount,
    unit
   FROM stock.items
  WHERE (amount < (5)::numeric);
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
-- later
-- may-fail: rows of suppliers may have no name
ALTER TABLE suppliers VALIDATE CONSTRAINT suppliers_name_null_check;
-- may-fail: rows of stock.supplies may reference no row of stock.items
ALTER TABLE stock.supplies VALIDATE CONSTRAINT supplies_sku_fkey;
ALTER TABLE suppliers ALTER COLUMN name SET NOT NULL;
ALTER TABLE suppliers DROP CONSTRAINT suppliers_name_null_check;

-- down
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('stock.low'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('stock.low'::regclass::oid) AND NOT (attrelid = 'stock.low'::regclass::oid AND attname = 'amount') AND NOT (attrelid = 'stock.low'::regclass::oid AND attname = 'unit') AND attacl IS NOT NULL
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
DROP VIEW stock.low;
ALTER TABLE stock.supplies DROP CONSTRAINT supplies_sku_fkey;
ALTER TABLE suppliers ALTER COLUMN name DROP NOT NULL;
-- data-loss: the values of stock.items.unit are lost
ALTER TABLE stock.items DROP COLUMN unit;
-- data-loss: values of stock.items.amount lose the fractions of numbers
-- table-rewrite: values are converted
-- may-fail: stock.items.amount may hold numbers beyond the range of the new type
-- data-loss: values of stock.items.sku lose what is longer than the new limit
-- may-fail: rows of stock.items may have the same sku
ALTER TABLE stock.items
    ALTER COLUMN amount TYPE integer USING amount::integer,
    ALTER COLUMN sku TYPE varchar(20) USING sku::varchar(20);
-- data-loss: the values of stock.supplies.price are lost
ALTER TABLE stock.supplies DROP COLUMN price;
-- data-loss: values of stock.supplies.sku lose what is longer than the new limit
-- table-rewrite: values are converted
-- may-fail: rows of stock.supplies may have the same sku, supplier_id
ALTER TABLE stock.supplies ALTER COLUMN sku TYPE varchar(20) USING sku::varchar(20);
-- may-fail: rows of stock.supplies may reference no row of stock.items
-- long-lock: all rows are looked at
ALTER TABLE stock.supplies
    ADD CONSTRAINT supplies_sku_fkey FOREIGN KEY (sku) REFERENCES stock.items(sku);
CREATE VIEW stock.low AS
 SELECT sku,
    title
   FROM stock.items
  WHERE (amount < 5);
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
DROP TYPE stock.unit;
