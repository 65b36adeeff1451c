CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    age INT,
    config LONGTEXT
);
INSERT INTO users (name, config) VALUES ('a', '{}');
