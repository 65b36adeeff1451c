INSERT INTO t (a, b, c, d, e, f) VALUES (1, 2, 3.5, 4.25, 5.5, 6);
