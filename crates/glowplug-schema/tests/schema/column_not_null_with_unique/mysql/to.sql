CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(50) NOT NULL, UNIQUE KEY users_email_key (email));
