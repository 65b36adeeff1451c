-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW published_posts;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    username VARCHAR(50) NOT NULL UNIQUE,
    email VARCHAR(320) NOT NULL UNIQUE,
    deleted_at TIMESTAMP
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where rows of `users` have the same `email`
INSERT INTO new_users (id, username, email)
SELECT id, username, email
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
-- `posts` is recreated: SQLite cannot change it in place
CREATE TABLE new_posts (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    slug TEXT,
    body TEXT NOT NULL,
    published BOOLEAN NOT NULL DEFAULT FALSE,
    updated_at TIMESTAMP,
    deleted_at TIMESTAMP,
    CHECK (slug NOT GLOB '*[^a-z0-9-]*' AND length(slug) BETWEEN 1 AND 100)
);
-- table-rewrite: all rows of `posts` are rewritten
INSERT INTO new_posts (id, user_id, title, body, published)
SELECT id, user_id, title, body, published
FROM posts;
DROP TABLE posts;
ALTER TABLE new_posts RENAME TO posts;
-- `comments` is recreated: SQLite cannot change it in place
CREATE TABLE new_comments (
    id INTEGER PRIMARY KEY,
    post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    parent_id INTEGER REFERENCES comments (id),
    body TEXT NOT NULL
);
-- table-rewrite: all rows of `comments` are rewritten
INSERT INTO new_comments (id, post_id, body)
SELECT id, post_id, body
FROM comments;
DROP TABLE comments;
ALTER TABLE new_comments RENAME TO comments;
CREATE INDEX comments_post_id_idx ON comments (post_id);
-- may-fail: it fails where rows of `posts` have the same key in `posts_slug_idx`
CREATE UNIQUE INDEX posts_slug_idx ON posts (user_id, slug) WHERE deleted_at IS NULL;
CREATE INDEX posts_user_id_idx ON posts (user_id);
CREATE VIEW published_posts AS
SELECT p.id, p.title, u.username, p.slug
FROM posts p JOIN users u ON u.id = p.user_id
WHERE p.published AND p.deleted_at IS NULL;
CREATE TRIGGER posts_updated_at AFTER UPDATE OF title, body ON posts
BEGIN
    UPDATE posts SET updated_at = CURRENT_TIMESTAMP WHERE id = new.id;
END;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP VIEW published_posts;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    username VARCHAR(50) NOT NULL UNIQUE,
    email VARCHAR(100) NOT NULL
);
-- table-rewrite: all rows of `users` are rewritten
-- data-loss: the values of `users.deleted_at` are lost
INSERT INTO new_users (id, username, email)
SELECT id, username, email
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
-- `posts` is recreated: SQLite cannot change it in place
CREATE TABLE new_posts (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    title VARCHAR(255) NOT NULL,
    body TEXT NOT NULL,
    published BOOLEAN NOT NULL DEFAULT FALSE
);
-- table-rewrite: all rows of `posts` are rewritten
-- data-loss: the values of `posts.slug` are lost
-- data-loss: the values of `posts.updated_at` are lost
-- data-loss: the values of `posts.deleted_at` are lost
INSERT INTO new_posts (id, user_id, title, body, published)
SELECT id, user_id, title, body, published
FROM posts;
DROP TABLE posts;
ALTER TABLE new_posts RENAME TO posts;
-- `comments` is recreated: SQLite cannot change it in place
CREATE TABLE new_comments (
    id INTEGER PRIMARY KEY,
    post_id INTEGER NOT NULL REFERENCES posts (id),
    body VARCHAR(1000) NOT NULL
);
-- table-rewrite: all rows of `comments` are rewritten
-- data-loss: the values of `comments.parent_id` are lost
INSERT INTO new_comments (id, post_id, body)
SELECT id, post_id, body
FROM comments;
DROP TABLE comments;
ALTER TABLE new_comments RENAME TO comments;
CREATE VIEW published_posts AS
SELECT p.id, p.title, u.username
FROM posts p JOIN users u ON u.id = p.user_id
WHERE p.published;
COMMIT;
PRAGMA foreign_keys = ON;
