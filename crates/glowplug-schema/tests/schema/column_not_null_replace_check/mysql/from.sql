CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(50), CONSTRAINT users_email_there CHECK (email IS NOT NULL));
