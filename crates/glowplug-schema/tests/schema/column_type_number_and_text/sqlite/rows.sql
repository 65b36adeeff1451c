INSERT INTO t VALUES (1, 12, '34', 2.5, 'x', x'4142', 7);
