CREATE TABLE t (id INT PRIMARY KEY, size ENUM('large', 'small', 'medium'));
CREATE VIEW sizes AS SELECT size FROM t WHERE size > 'small';
