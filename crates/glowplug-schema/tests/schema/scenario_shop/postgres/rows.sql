INSERT INTO customers (email) VALUES ('a');
INSERT INTO products (name, price) VALUES ('pen', 1.5);
INSERT INTO orders (customer_id) VALUES (1);
INSERT INTO order_lines VALUES (1, 1, 3);
