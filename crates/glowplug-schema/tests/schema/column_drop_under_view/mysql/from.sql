CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(20), age INT);
CREATE VIEW adults AS SELECT id, name, age FROM people;
INSERT INTO people VALUES (1, 'a', 2);
