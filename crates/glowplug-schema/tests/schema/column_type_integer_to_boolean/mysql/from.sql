CREATE TABLE t (id int PRIMARY KEY, a tinyint, b int, c tinyint(1));
