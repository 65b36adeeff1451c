INSERT INTO t (a, b) VALUES ('x', 2);
