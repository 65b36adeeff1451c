CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(50), KEY users_email (email));
