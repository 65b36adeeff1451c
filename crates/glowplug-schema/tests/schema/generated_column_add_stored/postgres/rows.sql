INSERT INTO t (price, amount) VALUES (2, 3);
