-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP TRIGGER order_comes;
DROP TRIGGER cheap;
DROP TRIGGER price_changes;
DROP VIEW sold;
-- `orders` is recreated: SQLite cannot change it in place
CREATE TABLE new_orders (
    id INTEGER PRIMARY KEY,
    product_id BIGINT
);
-- table-rewrite: all rows of `orders` are rewritten
INSERT INTO new_orders (id, product_id)
SELECT id, product_id
FROM orders;
DROP TABLE orders;
ALTER TABLE new_orders RENAME TO orders;
-- `products` is recreated: SQLite cannot change it in place
CREATE TABLE new_products (
    id INTEGER PRIMARY KEY,
    price DOUBLE
);
-- table-rewrite: all rows of `products` are rewritten
INSERT INTO new_products (id, price)
SELECT id, price
FROM products;
DROP TABLE products;
ALTER TABLE new_products RENAME TO products;
CREATE VIEW sold AS
SELECT products.id, price
FROM products JOIN orders ON product_id = products.id;
CREATE TRIGGER order_comes AFTER INSERT ON orders
BEGIN
    UPDATE products SET price = 1 WHERE id = new.product_id;
END;
CREATE TRIGGER cheap BEFORE UPDATE ON products
WHEN (SELECT count(*) FROM orders) > 3
BEGIN
    SELECT 1;
END;
CREATE TRIGGER price_changes AFTER UPDATE ON products
BEGIN
    DELETE FROM orders WHERE product_id = new.id;
END;
CREATE TRIGGER sold_goes INSTEAD OF DELETE ON sold
BEGIN
    DELETE FROM orders WHERE product_id = old.id;
END;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP TRIGGER order_comes;
DROP TRIGGER cheap;
DROP TRIGGER price_changes;
DROP VIEW sold;
-- `orders` is recreated: SQLite cannot change it in place
CREATE TABLE new_orders (
    id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL
);
-- table-rewrite: all rows of `orders` are rewritten
-- may-fail: it fails where `orders.product_id` is `NULL`
-- data-loss: values of `orders.product_id` may become others: numbers beyond the range of the new type are cut
INSERT INTO new_orders (id, product_id)
SELECT id, product_id
FROM orders;
DROP TABLE orders;
ALTER TABLE new_orders RENAME TO orders;
-- `products` is recreated: SQLite cannot change it in place
CREATE TABLE new_products (
    id INTEGER PRIMARY KEY,
    price REAL
);
-- table-rewrite: all rows of `products` are rewritten
-- data-loss: values of `products.price` may become others: digits beyond the precision of the new type are cut
INSERT INTO new_products (id, price)
SELECT id, price
FROM products;
DROP TABLE products;
ALTER TABLE new_products RENAME TO products;
CREATE VIEW sold AS
SELECT products.id, price
FROM products JOIN orders ON product_id = products.id;
CREATE TRIGGER order_comes AFTER INSERT ON orders
BEGIN
    UPDATE products SET price = 1 WHERE id = new.product_id;
END;
CREATE TRIGGER cheap BEFORE UPDATE ON products
WHEN (SELECT count(*) FROM orders) > 3
BEGIN
    SELECT 1;
END;
CREATE TRIGGER price_changes AFTER UPDATE ON products
BEGIN
    DELETE FROM orders WHERE product_id = new.id;
END;
CREATE TRIGGER sold_goes INSTEAD OF DELETE ON sold
BEGIN
    DELETE FROM orders WHERE product_id = old.id;
END;
COMMIT;
PRAGMA foreign_keys = ON;
