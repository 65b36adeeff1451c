CREATE TABLE t (id int PRIMARY KEY, a tinyint(1), b tinyint(1), c tinyint);
