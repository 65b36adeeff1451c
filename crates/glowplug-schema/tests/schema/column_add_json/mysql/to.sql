CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    age INT,
    config JSON NOT NULL DEFAULT '{}',
    more JSON
);
