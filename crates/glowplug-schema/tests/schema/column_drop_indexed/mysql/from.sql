CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(50), name VARCHAR(50), KEY users_name (name), KEY users_start (name(5) DESC));
