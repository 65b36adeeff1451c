CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, username VARCHAR(50) NOT NULL, email VARCHAR(100) NOT NULL, UNIQUE KEY users_username_key (username));
CREATE TABLE posts (
    id INT PRIMARY KEY AUTO_INCREMENT,
    user_id INT NOT NULL,
    title VARCHAR(255) NOT NULL,
    body TEXT NOT NULL,
    published BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE TABLE comments (id INT PRIMARY KEY AUTO_INCREMENT, post_id INT NOT NULL, body VARCHAR(1000) NOT NULL, CONSTRAINT comments_post_id_fkey FOREIGN KEY (post_id) REFERENCES posts (id));
CREATE VIEW published_posts AS SELECT p.id, p.title, u.username FROM posts p JOIN users u ON u.id = p.user_id WHERE p.published;
