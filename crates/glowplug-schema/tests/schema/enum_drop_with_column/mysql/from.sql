CREATE TABLE t (id INT PRIMARY KEY, mood ENUM('sad', 'ok') DEFAULT 'ok');
