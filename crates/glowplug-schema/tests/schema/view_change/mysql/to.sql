CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), age INT);
CREATE VIEW adults AS SELECT id, name FROM users WHERE age >= 18;
CREATE VIEW ages (years) AS SELECT age FROM users;
