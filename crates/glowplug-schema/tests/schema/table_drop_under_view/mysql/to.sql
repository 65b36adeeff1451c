CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
CREATE VIEW active AS SELECT u.id, u.name FROM users u;
