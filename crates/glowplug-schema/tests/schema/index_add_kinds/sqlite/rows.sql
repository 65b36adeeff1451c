INSERT INTO t VALUES (1, 1, 'a', '{"x": 1}');
