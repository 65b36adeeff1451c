CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    email VARCHAR(255) NOT NULL UNIQUE,
    is_admin BOOLEAN NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    body TEXT NOT NULL DEFAULT '',
    rating DOUBLE NOT NULL DEFAULT -1.5,
    published_at TIMESTAMP,
    UNIQUE (user_id, title)
);
CREATE TABLE tags (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE posts_tags (
    post_id INTEGER NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (post_id, tag),
    FOREIGN KEY (post_id) REFERENCES posts ON DELETE CASCADE ON UPDATE RESTRICT,
    FOREIGN KEY (tag) REFERENCES tags (name)
);
CREATE INDEX posts_by_user ON posts (user_id, published_at DESC);
CREATE VIEW published AS SELECT p.id, p.title, u.email FROM posts p JOIN users u ON u.id = p.user_id WHERE p.published_at IS NOT NULL;
CREATE TRIGGER no_shouting BEFORE INSERT ON posts WHEN upper(new.title) = new.title BEGIN SELECT RAISE(ABORT, 'do not shout; please'); END;
