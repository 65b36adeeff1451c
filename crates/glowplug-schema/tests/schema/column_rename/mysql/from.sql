CREATE TABLE users (
    id INT PRIMARY KEY AUTO_INCREMENT,
    name VARCHAR(50) NOT NULL,
    shout VARCHAR(50) AS (UPPER(name)) VIRTUAL,
    config JSON,
    KEY users_name_idx (name),
    CONSTRAINT users_name_check CHECK (name <> '')
);
CREATE TABLE posts (
    id INT PRIMARY KEY,
    user_id INT,
    CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE VIEW names AS SELECT id, name AS name FROM users;
CREATE TRIGGER users_trim BEFORE INSERT ON users FOR EACH ROW SET NEW.name = TRIM(NEW.name);
INSERT INTO users (name) VALUES ('a');
INSERT INTO posts VALUES (1, 1);
