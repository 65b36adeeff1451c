INSERT INTO customers VALUES (1, 'ada@example.org');
INSERT INTO products VALUES (1, 'Tea', 2.5, 3);
INSERT INTO orders VALUES (1, 1, 'paid');
INSERT INTO order_lines VALUES (1, 1, 2);
