CREATE TABLE users (id INT NOT NULL PRIMARY KEY, email VARCHAR(50) NOT NULL, UNIQUE KEY users_email_key (email));
CREATE TABLE posts (id INT PRIMARY KEY, user_id INT NOT NULL, CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id));
