CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE posts (
    id INT PRIMARY KEY,
    user_id INT,
    CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT posts_user_id_check CHECK (user_id > 0)
);
INSERT INTO users VALUES (1);
INSERT INTO posts VALUES (1, 1);
