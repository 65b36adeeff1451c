CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(50) NOT NULL, name VARCHAR(50), KEY users_both (email, name), UNIQUE KEY users_once (name, email));
