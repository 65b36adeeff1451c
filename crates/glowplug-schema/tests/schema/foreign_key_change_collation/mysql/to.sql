CREATE TABLE users (name VARCHAR(20) COLLATE utf8mb4_bin PRIMARY KEY);
CREATE TABLE posts (
    id INT PRIMARY KEY,
    author VARCHAR(20) COLLATE utf8mb4_bin,
    CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (name)
);
