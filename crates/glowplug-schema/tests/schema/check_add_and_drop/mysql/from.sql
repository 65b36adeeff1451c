CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    age INT,
    CONSTRAINT old_check CHECK (age > 0),
    CONSTRAINT changing_check CHECK (age < 200)
);
INSERT INTO users (name, age) VALUES ('Ada', 36), ('Grace', 85);
