CREATE TABLE a (id INT PRIMARY KEY, b INT, c INT, KEY a_b_c (b, c), CONSTRAINT b_c CHECK (b < c));
