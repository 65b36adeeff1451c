CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20), lower_name VARCHAR(20) AS (LOWER(name)) STORED, UNIQUE KEY t_lower (lower_name));
