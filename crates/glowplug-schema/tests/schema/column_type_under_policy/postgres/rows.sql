INSERT INTO t (owner) VALUES (1);
