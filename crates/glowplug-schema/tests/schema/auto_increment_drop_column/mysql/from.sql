CREATE TABLE users (email VARCHAR(50) PRIMARY KEY, number INT NOT NULL AUTO_INCREMENT, UNIQUE KEY users_number_key (number));
