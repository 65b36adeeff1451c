CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(20), age INT);
CREATE VIEW z_adults AS SELECT id, name FROM people WHERE age > 17;
CREATE VIEW a_names AS SELECT name FROM z_adults;
