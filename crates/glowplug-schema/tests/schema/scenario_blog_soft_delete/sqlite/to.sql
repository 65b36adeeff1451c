CREATE TABLE users (id INTEGER PRIMARY KEY, username VARCHAR(50) NOT NULL UNIQUE, email VARCHAR(320) NOT NULL UNIQUE, deleted_at TIMESTAMP);
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    slug TEXT CHECK (slug NOT GLOB '*[^a-z0-9-]*' AND length(slug) BETWEEN 1 AND 100),
    body TEXT NOT NULL,
    published BOOLEAN NOT NULL DEFAULT FALSE,
    updated_at TIMESTAMP,
    deleted_at TIMESTAMP
);
CREATE UNIQUE INDEX posts_slug_idx ON posts (user_id, slug) WHERE deleted_at IS NULL;
CREATE INDEX posts_user_id_idx ON posts (user_id);
CREATE TRIGGER posts_updated_at AFTER UPDATE OF title, body ON posts BEGIN UPDATE posts SET updated_at = CURRENT_TIMESTAMP WHERE id = new.id; END;
CREATE TABLE comments (
    id INTEGER PRIMARY KEY,
    post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    parent_id INTEGER REFERENCES comments (id),
    body TEXT NOT NULL
);
CREATE INDEX comments_post_id_idx ON comments (post_id);
CREATE VIEW published_posts AS SELECT p.id, p.title, u.username, p.slug FROM posts p JOIN users u ON u.id = p.user_id WHERE p.published AND p.deleted_at IS NULL;
