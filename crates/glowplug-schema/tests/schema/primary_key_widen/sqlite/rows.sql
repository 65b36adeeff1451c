INSERT INTO t VALUES (3, 'a'), (7, 'b');
