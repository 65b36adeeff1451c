CREATE TABLE members (
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
    CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES members (id) ON DELETE CASCADE
);
CREATE VIEW names AS SELECT id, name AS name FROM members;
CREATE TRIGGER users_trim BEFORE INSERT ON members FOR EACH ROW SET NEW.name = TRIM(NEW.name);
