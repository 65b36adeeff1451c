CREATE TABLE users (id BIGINT PRIMARY KEY AUTO_INCREMENT, handle VARCHAR(50) COLLATE utf8mb4_unicode_ci NOT NULL, followers INT NOT NULL DEFAULT 0, UNIQUE KEY users_handle_key (handle));
CREATE TABLE follows (
    follower BIGINT,
    followed BIGINT,
    since DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (follower, followed),
    KEY follows_followed_idx (followed, follower),
    CONSTRAINT follows_not_self CHECK (follower <> followed),
    CONSTRAINT follows_follower FOREIGN KEY (follower) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT follows_followed FOREIGN KEY (followed) REFERENCES users (id) ON DELETE CASCADE
);
CREATE TRIGGER follows_count AFTER INSERT ON follows FOR EACH ROW UPDATE users SET followers = followers + 1 WHERE id = NEW.followed;
CREATE VIEW friends AS SELECT a.follower AS one, a.followed AS other FROM follows a JOIN follows b ON a.follower = b.followed AND a.followed = b.follower;
