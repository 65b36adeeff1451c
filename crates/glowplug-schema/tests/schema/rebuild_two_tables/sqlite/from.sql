CREATE TABLE products (id INTEGER PRIMARY KEY, price REAL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, product_id INTEGER NOT NULL);
CREATE TRIGGER order_comes AFTER INSERT ON orders BEGIN UPDATE products SET price = 1 WHERE id = new.product_id; END;
CREATE TRIGGER price_changes AFTER UPDATE ON products BEGIN DELETE FROM orders WHERE product_id = new.id; END;
CREATE TRIGGER cheap BEFORE UPDATE ON products WHEN (SELECT count(*) FROM orders) > 3 BEGIN SELECT 1; END;
CREATE VIEW sold AS SELECT products.id, price FROM products JOIN orders ON product_id = products.id;
CREATE TRIGGER sold_goes INSTEAD OF DELETE ON sold BEGIN DELETE FROM orders WHERE product_id = old.id; END;
