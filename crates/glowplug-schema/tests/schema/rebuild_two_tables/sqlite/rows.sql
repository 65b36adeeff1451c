INSERT INTO products VALUES (1, 1.5), (2, 2.5);
INSERT INTO orders VALUES (1, 1), (2, 2);
