CREATE TABLE t (id INT PRIMARY KEY, b INT, doubled INT AS (b * 2) STORED, KEY t_a_idx (b), CONSTRAINT t_a CHECK (b > 0));
