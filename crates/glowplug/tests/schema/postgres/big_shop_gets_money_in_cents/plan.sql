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
 SELECT l.order_id,
    sum(l.total) AS total
   FROM order_lines l
  GROUP BY l.order_id;
ALTER TABLE products ALTER COLUMN price TYPE numeric(12,2) USING price::numeric(12,2);
-- alone
-- may-fail: rows of customers may have the same lower(email)
CREATE UNIQUE INDEX CONCURRENTLY customers_email_idx ON customers (lower(email));
CREATE INDEX CONCURRENTLY orders_open_idx ON orders (customer_id, placed_at DESC) WHERE (status = ANY (ARRAY['pending'::order_status, 'paid'::order_status]));
-- later
-- may-fail: rows of customers may break it
ALTER TABLE customers VALIDATE CONSTRAINT customers_reachable;
-- may-fail: rows of order_lines may break it
ALTER TABLE order_lines VALIDATE CONSTRAINT order_lines_amount_check;
-- may-fail: rows of products may break it
ALTER TABLE products VALIDATE CONSTRAINT products_stock_check;

-- down
DROP INDEX customers_email_idx;
ALTER TABLE customers DROP CONSTRAINT customers_reachable;
-- data-loss: the values of customers.phone are gone
ALTER TABLE customers DROP COLUMN phone;
ALTER TABLE order_lines DROP CONSTRAINT order_lines_amount_check;
DROP INDEX orders_open_idx;
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;
-- cannot be changed in place: another one takes its place
ALTER TYPE order_status RENAME TO order_status_old;
CREATE TYPE order_status AS ENUM ('pending', 'paid', 'shipped');
-- table-rewrite: values are converted
-- may-fail: orders.status may hold 'refunded'
ALTER TABLE orders ALTER COLUMN status TYPE order_status USING status::text::order_status;
DROP TYPE order_status_old;
-- data-loss: the values of orders.placed_at are gone
ALTER TABLE orders DROP COLUMN placed_at;
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'pending'::order_status;
ALTER TABLE products DROP CONSTRAINT products_stock_check;
-- data-loss: the values of products.currency are gone
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
-- data-loss: the values of order_lines.price are gone
ALTER TABLE order_lines DROP COLUMN price;
DROP TYPE currency;
