CREATE TABLE t (id INT PRIMARY KEY, a INT, doubled INT AS (a * 2) STORED, KEY t_a_idx (a), CONSTRAINT t_a CHECK (a > 0));
