INSERT INTO t (tag, number) VALUES ('a', 1), (NULL, NULL);
