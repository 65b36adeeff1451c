CREATE TABLE a (id INT PRIMARY KEY, b INT, KEY c (b) COMMENT 'why', UNIQUE KEY d (b, id) COMMENT 'once');
