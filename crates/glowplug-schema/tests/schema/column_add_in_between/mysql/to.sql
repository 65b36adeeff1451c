CREATE TABLE users (
    tenant INT NOT NULL DEFAULT 1,
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    nick VARCHAR(20),
    shown VARCHAR(20),
    age INT,
    last_seen DATE
);
