CREATE TABLE t (id INT PRIMARY KEY, size ENUM('small', 'medium', 'large'));
CREATE VIEW sizes AS SELECT size FROM t WHERE size > 'small';
