CREATE TABLE users (id INTEGER PRIMARY KEY, handle TEXT COLLATE NOCASE NOT NULL UNIQUE, followers INTEGER NOT NULL DEFAULT 0);
CREATE TABLE follows (
    follower INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    followed INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    since TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (follower, followed),
    CHECK (follower <> followed)
) WITHOUT ROWID;
CREATE INDEX follows_followed_idx ON follows (followed, follower);
CREATE TRIGGER follows_count AFTER INSERT ON follows BEGIN UPDATE users SET followers = followers + 1 WHERE id = new.followed; END;
CREATE VIEW friends AS SELECT a.follower AS one, a.followed AS other FROM follows a JOIN follows b ON a.follower = b.followed AND a.followed = b.follower;
