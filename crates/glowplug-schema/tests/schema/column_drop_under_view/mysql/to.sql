CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(20));
CREATE VIEW adults AS SELECT id, name FROM people;
