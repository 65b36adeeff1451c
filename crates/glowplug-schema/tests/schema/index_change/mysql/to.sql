CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    age INT,
    KEY a (age, name),
    KEY b (name(5)) COMMENT 'short',
    KEY c (age, name DESC)
);
