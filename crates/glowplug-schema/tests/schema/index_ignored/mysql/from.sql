CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    age INT,
    KEY a (age),
    KEY b (name) IGNORED
);
INSERT INTO users (name, age) VALUES ('Ada', 36), ('Grace', 85);
