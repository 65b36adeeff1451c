-- up
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT oid::regclass::text, pg_catalog.concat('TABLE ', oid::regclass), 'r'::"char", relowner, '', relacl
    FROM pg_class WHERE oid IN ('northern'::regclass::oid)
    UNION ALL
    SELECT attrelid::regclass::text, '', 'c'::"char", NULL::oid, pg_catalog.format(' (%I)', attname), attacl
    FROM pg_attribute WHERE attrelid IN ('northern'::regclass::oid) AND attacl IS NOT NULL
    UNION ALL
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
DROP VIEW northern;
ALTER TABLE returns DROP CONSTRAINT returns_sale_region_day_fkey;
DROP TABLE plain;
ALTER TABLE sales DETACH PARTITION sales_north;
ALTER TABLE sales DETACH PARTITION sales_rest;
ALTER TABLE sales DETACH PARTITION sales_south;
DROP TABLE sales;
-- cannot be changed in place: another one takes its place
ALTER TYPE region RENAME TO region_old;
CREATE TYPE region AS ENUM ('north', 'south');
-- table-rewrite: values are converted
-- may-fail: returns.region may hold 'west'
ALTER TABLE returns ALTER COLUMN region TYPE region USING region::text::region;
-- table-rewrite: values are converted
-- may-fail: sales_north.region may hold 'west'
ALTER TABLE sales_north ALTER COLUMN region TYPE region USING region::text::region;
-- table-rewrite: values are converted
-- may-fail: sales_rest.region may hold 'west'
ALTER TABLE sales_rest ALTER COLUMN region TYPE region USING region::text::region;
-- table-rewrite: values are converted
-- may-fail: sales_south.region may hold 'west'
ALTER TABLE sales_south ALTER COLUMN region TYPE region USING region::text::region;
DROP TYPE region_old;
CREATE TABLE plain (
    id integer,
    region region
) PARTITION BY HASH (region);
COMMENT ON TABLE plain IS 'No rows yet';
CREATE TABLE sales (
    id integer NOT NULL,
    region region NOT NULL,
    day date NOT NULL,
    owner integer,
    CONSTRAINT sales_id_check CHECK (id > 0),
    CONSTRAINT sales_pkey PRIMARY KEY (id, region, day),
    CONSTRAINT sales_owner_fkey FOREIGN KEY (owner) REFERENCES owners(id)
) PARTITION BY LIST (region);
-- may-fail: rows of sales_north may not belong there
-- long-lock: all rows are looked at
ALTER TABLE sales ATTACH PARTITION sales_north FOR VALUES IN ('north');
-- may-fail: rows of sales_rest may not belong there
-- long-lock: all rows are looked at
ALTER TABLE sales ATTACH PARTITION sales_rest DEFAULT;
-- may-fail: rows of sales_south may not belong there
-- long-lock: all rows are looked at
ALTER TABLE sales ATTACH PARTITION sales_south FOR VALUES IN ('south');
ALTER TABLE returns
    ADD CONSTRAINT returns_sale_region_day_fkey FOREIGN KEY (sale, region, day) REFERENCES sales(id, region, day) NOT VALID;
CREATE INDEX sales_day_idx ON sales (day);
CREATE VIEW northern AS
 SELECT sales.id
   FROM sales
  WHERE (sales.region = 'north'::region);
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
-- alone
CREATE INDEX CONCURRENTLY sales_north_owner_idx_new ON sales_north (owner);
-- later
ALTER TABLE returns VALIDATE CONSTRAINT returns_sale_region_day_fkey;
DROP INDEX sales_north_owner_idx;
ALTER INDEX sales_north_owner_idx_new RENAME TO sales_north_owner_idx;

-- down
ALTER TYPE region ADD VALUE 'west';
