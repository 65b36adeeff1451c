INSERT INTO t VALUES (1, 'b'), (1, 'b');
