INSERT INTO t (level) VALUES (1);
