INSERT INTO t (active) VALUES (0), (1);
