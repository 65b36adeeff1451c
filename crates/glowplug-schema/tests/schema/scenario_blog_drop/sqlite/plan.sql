-- up
DROP VIEW titles;
-- data-loss: all rows of `posts` are lost
DROP TABLE posts;
-- data-loss: all rows of `users` are lost
DROP TABLE users;

-- down
CREATE TABLE posts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    author_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    CHECK (length(title) BETWEEN 1 AND 200)
);
CREATE TABLE users (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE
);
CREATE INDEX posts_author_id_idx ON posts (author_id);
CREATE VIEW titles AS
SELECT title, email
FROM posts JOIN users ON users.id = author_id;
CREATE TRIGGER posts_trim AFTER INSERT ON posts
BEGIN
    UPDATE posts SET title = trim(title) WHERE id = new.id;
END;
