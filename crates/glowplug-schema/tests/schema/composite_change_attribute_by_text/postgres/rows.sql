INSERT INTO t (pair) VALUES (ROW(NULL, 'a', 1)), (NULL);
