CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(30), age BIGINT);
CREATE VIEW adults AS SELECT id, name, age FROM people;
