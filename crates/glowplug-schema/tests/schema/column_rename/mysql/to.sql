CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    full_name VARCHAR(50) NOT NULL,
    shout VARCHAR(50) AS (UPPER(full_name)) VIRTUAL,
    config JSON,
    KEY users_name_idx (full_name),
    CONSTRAINT users_name_check CHECK (full_name <> '')
);
CREATE TABLE posts (
    id INT PRIMARY KEY,
    author_id INT,
    CONSTRAINT posts_user FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE VIEW names AS SELECT id, full_name AS name FROM users;
CREATE TRIGGER users_trim BEFORE INSERT ON users FOR EACH ROW SET NEW.full_name = TRIM(NEW.full_name);
