CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL, phone TEXT);
CREATE UNIQUE INDEX customers_email_idx ON customers (lower(email));
CREATE TABLE products (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, price INTEGER NOT NULL CHECK (price >= 0), stock INTEGER NOT NULL DEFAULT 0 CHECK (stock >= 0),
    currency TEXT NOT NULL DEFAULT 'EUR' CHECK (currency IN ('EUR', 'USD'))
);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers (id), status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'paid', 'shipped', 'refunded')), placed_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);
CREATE INDEX orders_open_idx ON orders (customer_id, placed_at DESC) WHERE status IN ('pending', 'paid');
CREATE TABLE order_lines (
    order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE, product_id INTEGER NOT NULL REFERENCES products (id), amount INTEGER NOT NULL CHECK (amount > 0),
    price INTEGER NOT NULL DEFAULT 0, total INTEGER AS (amount * price), PRIMARY KEY (order_id, product_id)
);
CREATE VIEW order_totals AS SELECT l.order_id, sum(l.total) AS total FROM order_lines l GROUP BY l.order_id;
