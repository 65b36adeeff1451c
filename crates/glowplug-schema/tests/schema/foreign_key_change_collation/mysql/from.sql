CREATE TABLE users (name VARCHAR(20) COLLATE utf8mb4_general_ci PRIMARY KEY);
CREATE TABLE posts (
    id INT PRIMARY KEY,
    author VARCHAR(20) COLLATE utf8mb4_general_ci,
    CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (name)
);
