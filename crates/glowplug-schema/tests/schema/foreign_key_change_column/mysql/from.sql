CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE posts (id INT PRIMARY KEY, author_id INT, editor_id INT, CONSTRAINT posts_user FOREIGN KEY (author_id) REFERENCES users (id));
