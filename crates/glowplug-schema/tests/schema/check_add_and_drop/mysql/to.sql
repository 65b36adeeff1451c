CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    age INT,
    CONSTRAINT changing_check CHECK (age < 150),
    CONSTRAINT new_check CHECK (name <> 'root' AND name NOT LIKE '%;%')
);
