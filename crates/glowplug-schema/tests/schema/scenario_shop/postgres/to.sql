CREATE TYPE order_status AS ENUM ('pending', 'paid', 'shipped', 'refunded');
CREATE TYPE currency AS ENUM ('EUR', 'USD');
CREATE TABLE customers (id serial PRIMARY KEY, email text NOT NULL, phone text, CONSTRAINT customers_reachable CHECK (num_nonnulls(email, phone) >= 1));
CREATE UNIQUE INDEX customers_email_idx ON customers (lower(email));
CREATE TABLE products (
    id serial PRIMARY KEY, name text NOT NULL, price numeric(12,2) NOT NULL CHECK (price >= 0), stock integer NOT NULL DEFAULT 0 CHECK (stock >= 0),
    currency currency NOT NULL DEFAULT 'EUR'
);
CREATE TABLE orders (id serial PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers, status order_status NOT NULL DEFAULT 'pending', placed_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX orders_open_idx ON orders (customer_id, placed_at DESC) WHERE status IN ('pending', 'paid');
CREATE TABLE order_lines (
    order_id integer REFERENCES orders ON DELETE CASCADE, product_id integer REFERENCES products, amount integer NOT NULL CHECK (amount > 0),
    price numeric(12,2) NOT NULL DEFAULT 0, total numeric GENERATED ALWAYS AS (amount * price) STORED, PRIMARY KEY (order_id, product_id)
);
CREATE VIEW order_totals AS SELECT l.order_id, sum(l.total) AS total FROM order_lines l GROUP BY l.order_id;
