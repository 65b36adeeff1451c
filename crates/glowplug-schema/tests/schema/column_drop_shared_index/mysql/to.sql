CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(50) NOT NULL, KEY users_both (email));
