CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(9), b INT, KEY t_a_idx (a(5), b), KEY t_b_idx (b DESC));
