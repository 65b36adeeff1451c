INSERT INTO items (price, amount) VALUES (2, 3);
