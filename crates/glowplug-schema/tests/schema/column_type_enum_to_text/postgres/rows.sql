INSERT INTO orders (status) VALUES ('paid');
