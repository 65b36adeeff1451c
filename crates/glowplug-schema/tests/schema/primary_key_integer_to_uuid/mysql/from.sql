CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name TEXT
);
CREATE TABLE posts (
    id INT PRIMARY KEY AUTO_INCREMENT,
    user_id INT NOT NULL,
    CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id)
);
