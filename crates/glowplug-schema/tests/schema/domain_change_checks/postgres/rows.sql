INSERT INTO t (amount) VALUES (3);
