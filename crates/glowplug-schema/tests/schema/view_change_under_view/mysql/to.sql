CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(20), age INT);
CREATE VIEW z_adults AS SELECT id, name, age FROM people WHERE age > 20;
CREATE VIEW a_names AS SELECT name, age FROM z_adults;
CREATE VIEW a_first AS SELECT MIN(name) AS name FROM a_names;
