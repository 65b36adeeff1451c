INSERT INTO t (a, b) VALUES (5, '6');
