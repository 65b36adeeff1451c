INSERT INTO orders (state) VALUES ('paid');
