INSERT INTO customers (name, phone, level) VALUES ('a', '1', 1);
INSERT INTO invoices (customer_id, total) VALUES (1, 9.5);
