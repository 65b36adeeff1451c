CREATE TABLE doors (id INT PRIMARY KEY, open SET('mon', 'tue', 'wed'));
