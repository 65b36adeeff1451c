INSERT INTO t (price) VALUES (5);
