CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    age INT,
    UNIQUE KEY users_name (name)
);
INSERT INTO users (name, age) VALUES ('Ada', 36), ('Grace', 85);
