CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(50) NOT NULL, phone VARCHAR(20), UNIQUE KEY users_email_key (email), UNIQUE KEY users_phone_key (phone));
