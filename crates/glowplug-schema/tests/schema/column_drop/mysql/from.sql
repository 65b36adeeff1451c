CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    age INT,
    email VARCHAR(100),
    twice INT AS (age * 2) VIRTUAL
);
INSERT INTO users (name, age, email) VALUES ('Ada', 36, 'a@b');
