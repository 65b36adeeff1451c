-- up
CREATE TABLE posts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '',
    rating DOUBLE NOT NULL DEFAULT -1.5,
    published_at TIMESTAMP,
    CHECK (length(title) BETWEEN 1 AND 200),
    UNIQUE (user_id, title)
);
CREATE TABLE posts_tags (
    post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE ON UPDATE RESTRICT,
    tag TEXT NOT NULL REFERENCES tags (name),
    PRIMARY KEY (post_id, tag)
);
CREATE TABLE tags (
    name TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE users (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    email VARCHAR(255) NOT NULL UNIQUE,
    is_admin BOOLEAN NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX posts_by_user ON posts (user_id, published_at DESC);
CREATE VIEW published AS
SELECT p.id, p.title, u.email
FROM posts p JOIN users u ON u.id = p.user_id
WHERE p.published_at IS NOT NULL;
CREATE TRIGGER no_shouting BEFORE INSERT ON posts
WHEN upper(new.title) = new.title
BEGIN
    SELECT RAISE(ABORT, 'do not shout; please');
END;

-- down
DROP VIEW published;
-- data-loss: all rows of `posts_tags` are lost
DROP TABLE posts_tags;
-- data-loss: all rows of `posts` are lost
DROP TABLE posts;
-- data-loss: all rows of `tags` are lost
DROP TABLE tags;
-- data-loss: all rows of `users` are lost
DROP TABLE users;
