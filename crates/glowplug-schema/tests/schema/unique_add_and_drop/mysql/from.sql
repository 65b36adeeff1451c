CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    age INT,
    email VARCHAR(100)
);
INSERT INTO users (name, email) VALUES ('a', 'x'), ('b', 'y');
