INSERT INTO orders (status) VALUES ('new'), ('paid');
