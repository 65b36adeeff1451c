CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL);
CREATE TABLE addresses (
    user_id INT PRIMARY KEY,
    street VARCHAR(50),
    city VARCHAR(50),
    CONSTRAINT addresses_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
