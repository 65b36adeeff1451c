CREATE TABLE users (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY COMMENT 'Key.', name VARCHAR(100) NOT NULL COMMENT 'How they are
called.', email VARCHAR(255)) COMMENT = 'Who writes.';
CREATE TABLE posts (id INT AUTO_INCREMENT PRIMARY KEY, user_id BIGINT UNSIGNED NOT NULL, title TEXT NOT NULL, FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE tags (id INT PRIMARY KEY, label VARCHAR(20));
CREATE TABLE post_tags (post_id INT, tag_id INT, PRIMARY KEY (tag_id, post_id), FOREIGN KEY (post_id) REFERENCES posts (id), FOREIGN KEY (tag_id) REFERENCES tags (id));
CREATE TABLE logs (message TEXT, user_id BIGINT UNSIGNED, FOREIGN KEY (user_id) REFERENCES users (id));
