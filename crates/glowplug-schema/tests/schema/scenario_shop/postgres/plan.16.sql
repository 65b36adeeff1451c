-- up
CREATE TYPE currency AS ENUM ('EUR', 'USD');
ALTER TYPE order_status ADD VALUE 'refunded';
ALTER TABLE customers ADD COLUMN phone text;
ALTER TABLE customers
    ADD CONSTRAINT customers_reachable CHECK (num_nonnulls(email, phone) >= 1) NOT VALID;
ALTER TABLE order_lines ADD COLUMN price numeric(12,2) NOT NULL DEFAULT 0;
-- table-rewrite: each row's value is computed
ALTER TABLE order_lines
    ADD COLUMN total numeric GENERATED ALWAYS AS ((amount)::numeric * price) STORED;
ALTER TABLE order_lines
    ADD CONSTRAINT order_lines_amount_check CHECK (amount > 0) NOT VALID;
ALTER TABLE orders ADD COLUMN placed_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE products ADD COLUMN currency currency NOT NULL DEFAULT 'EUR'::currency;
ALTER TABLE products ADD CONSTRAINT products_stock_check CHECK (stock >= 0) NOT VALID;
CREATE OR REPLACE VIEW order_totals AS
 SELECT order_id,
    sum(total) AS total
   FROM order_lines l
  GROUP BY order_id;
-- long-lock: all rows are checked again
ALTER TABLE products ALTER COLUMN price TYPE numeric(12,2) USING price::numeric(12,2);
-- alone
-- may-fail: rows of customers may have the same lower(email)
CREATE UNIQUE INDEX CONCURRENTLY customers_email_idx ON customers (lower(email));
CREATE INDEX CONCURRENTLY orders_open_idx ON orders (customer_id, placed_at DESC) WHERE (status = ANY (ARRAY['pending'::order_status, 'paid'::order_status]));
-- later
-- may-fail: rows of customers may violate customers_reachable
ALTER TABLE customers VALIDATE CONSTRAINT customers_reachable;
-- may-fail: rows of order_lines may violate order_lines_amount_check
ALTER TABLE order_lines VALIDATE CONSTRAINT order_lines_amount_check;
-- may-fail: rows of products may violate products_stock_check
ALTER TABLE products VALIDATE CONSTRAINT products_stock_check;

-- down
DROP INDEX customers_email_idx;
ALTER TABLE customers DROP CONSTRAINT customers_reachable;
-- data-loss: the values of customers.phone are lost
ALTER TABLE customers DROP COLUMN phone;
ALTER TABLE order_lines DROP CONSTRAINT order_lines_amount_check;
DROP INDEX orders_open_idx;
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;
-- what is dropped and created again keeps its owner and privileges, as they are in the database that this runs in
WITH me AS (
    SELECT current_user::regrole::oid AS id
), kept (object, owned, kind, owner, columns, acl) AS (
    SELECT pg_catalog.concat('TYPE ', oid::regtype), pg_catalog.concat('TYPE ', oid::regtype), 'T'::"char", typowner, '', typacl
    FROM pg_type WHERE oid IN ('order_status'::regtype::oid)
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
ALTER TYPE order_status RENAME TO order_status_old;
CREATE TYPE order_status AS ENUM ('pending', 'paid', 'shipped');
-- table-rewrite: values are converted
-- may-fail: orders.status may hold 'refunded'
ALTER TABLE orders ALTER COLUMN status TYPE order_status USING status::text::order_status;
DROP TYPE order_status_old;
DO $$ BEGIN EXECUTE current_setting('glowplug.privileges'); END $$;
-- data-loss: the values of orders.placed_at are lost
ALTER TABLE orders DROP COLUMN placed_at;
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'pending'::order_status;
ALTER TABLE products DROP CONSTRAINT products_stock_check;
-- data-loss: the values of products.currency are lost
ALTER TABLE products DROP COLUMN currency;
-- table-rewrite: values are converted
-- may-fail: products.price may hold numbers beyond the range of the new type
ALTER TABLE products ALTER COLUMN price TYPE numeric(8,2) USING price::numeric(8,2);
CREATE OR REPLACE VIEW order_totals AS
 SELECT l.order_id,
    sum(((l.amount)::numeric * p.price)) AS total
   FROM (order_lines l
     JOIN products p ON ((p.id = l.product_id)))
  GROUP BY l.order_id;
ALTER TABLE order_lines DROP COLUMN total;
-- data-loss: the values of order_lines.price are lost
ALTER TABLE order_lines DROP COLUMN price;
DROP TYPE currency;
