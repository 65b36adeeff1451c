CREATE TABLE doors (id INT PRIMARY KEY, open SET('mon', 'tue'));
INSERT INTO doors VALUES (1, 'mon,tue');
