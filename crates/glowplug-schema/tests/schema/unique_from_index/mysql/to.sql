CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(50), UNIQUE KEY users_email (email));
