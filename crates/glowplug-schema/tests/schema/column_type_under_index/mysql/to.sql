CREATE TABLE t (id INT PRIMARY KEY, a TEXT, b BIGINT, KEY t_a_idx (a(5), b), KEY t_b_idx (b DESC));
