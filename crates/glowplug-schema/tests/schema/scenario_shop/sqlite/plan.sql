-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW order_totals;
ALTER TABLE customers ADD COLUMN phone TEXT;
-- `orders` is recreated: SQLite cannot change it in place
CREATE TABLE new_orders (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    status TEXT NOT NULL DEFAULT 'pending',
    placed_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CHECK (status IN ('pending', 'paid', 'shipped', 'refunded'))
);
-- table-rewrite: all rows of `orders` are rewritten
-- may-fail: it fails where rows of `orders` do not fit `status IN ('pending', 'paid', 'shipped', 'refunded')`
INSERT INTO new_orders (id, customer_id, status)
SELECT id, customer_id, status
FROM orders;
DROP TABLE orders;
ALTER TABLE new_orders RENAME TO orders;
-- `products` is recreated: SQLite cannot change it in place
CREATE TABLE new_products (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    price INTEGER NOT NULL,
    stock INTEGER NOT NULL DEFAULT 0,
    currency TEXT NOT NULL DEFAULT 'EUR',
    CHECK (currency IN ('EUR', 'USD')),
    CHECK (price >= 0),
    CHECK (stock >= 0)
);
-- table-rewrite: all rows of `products` are rewritten
-- may-fail: it fails where rows of `products` do not fit `stock >= 0`
INSERT INTO new_products (id, name, price, stock)
SELECT id, name, price, stock
FROM products;
DROP TABLE products;
ALTER TABLE new_products RENAME TO products;
-- `order_lines` is recreated: SQLite cannot change it in place
CREATE TABLE new_order_lines (
    order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL REFERENCES products (id),
    amount INTEGER NOT NULL,
    price INTEGER NOT NULL DEFAULT 0,
    total INTEGER GENERATED ALWAYS AS (amount * price) VIRTUAL,
    CHECK (amount > 0),
    PRIMARY KEY (order_id, product_id)
);
-- table-rewrite: all rows of `order_lines` are rewritten
-- may-fail: it fails where rows of `order_lines` do not fit `amount > 0`
INSERT INTO new_order_lines (rowid, order_id, product_id, amount)
SELECT rowid, order_id, product_id, amount
FROM order_lines;
DROP TABLE order_lines;
ALTER TABLE new_order_lines RENAME TO order_lines;
-- may-fail: it fails where rows of `customers` have the same key in `customers_email_idx`
CREATE UNIQUE INDEX customers_email_idx ON customers (lower(email));
CREATE INDEX orders_open_idx ON orders (customer_id, placed_at DESC) WHERE status IN ('pending', 'paid');
CREATE VIEW order_totals AS
SELECT l.order_id, sum(l.total) AS total
FROM order_lines l
GROUP BY l.order_id;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW order_totals;
DROP INDEX customers_email_idx;
-- data-loss: the values of `customers.phone` are lost
-- table-rewrite: all rows of `customers` are rewritten
ALTER TABLE customers DROP COLUMN phone;
-- `orders` is recreated: SQLite cannot change it in place
CREATE TABLE new_orders (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    status TEXT NOT NULL DEFAULT 'pending',
    CHECK (status IN ('pending', 'paid', 'shipped'))
);
-- table-rewrite: all rows of `orders` are rewritten
-- data-loss: the values of `orders.placed_at` are lost
-- may-fail: it fails where rows of `orders` do not fit `status IN ('pending', 'paid', 'shipped')`
INSERT INTO new_orders (id, customer_id, status)
SELECT id, customer_id, status
FROM orders;
DROP TABLE orders;
ALTER TABLE new_orders RENAME TO orders;
-- `products` is recreated: SQLite cannot change it in place
CREATE TABLE new_products (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    price INTEGER NOT NULL,
    stock INTEGER NOT NULL DEFAULT 0,
    CHECK (price >= 0)
);
-- table-rewrite: all rows of `products` are rewritten
-- data-loss: the values of `products.currency` are lost
INSERT INTO new_products (id, name, price, stock)
SELECT id, name, price, stock
FROM products;
DROP TABLE products;
ALTER TABLE new_products RENAME TO products;
-- `order_lines` is recreated: SQLite cannot change it in place
CREATE TABLE new_order_lines (
    order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL REFERENCES products (id),
    amount INTEGER NOT NULL,
    PRIMARY KEY (order_id, product_id)
);
-- table-rewrite: all rows of `order_lines` are rewritten
-- data-loss: the values of `order_lines.price` are lost
INSERT INTO new_order_lines (rowid, order_id, product_id, amount)
SELECT rowid, order_id, product_id, amount
FROM order_lines;
DROP TABLE order_lines;
ALTER TABLE new_order_lines RENAME TO order_lines;
CREATE VIEW order_totals AS
SELECT l.order_id, sum(l.amount * p.price) AS total
FROM order_lines l JOIN products p ON p.id = l.product_id
GROUP BY l.order_id;
COMMIT;
PRAGMA foreign_keys = ON;
