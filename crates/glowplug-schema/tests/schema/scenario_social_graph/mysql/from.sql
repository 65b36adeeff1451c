CREATE TABLE users (id BIGINT PRIMARY KEY AUTO_INCREMENT, handle VARCHAR(50) COLLATE utf8mb4_unicode_ci NOT NULL, UNIQUE KEY users_handle_key (handle));
CREATE TABLE follows (
    follower BIGINT,
    followed BIGINT,
    PRIMARY KEY (follower, followed),
    CONSTRAINT follows_follower FOREIGN KEY (follower) REFERENCES users (id),
    CONSTRAINT follows_followed FOREIGN KEY (followed) REFERENCES users (id)
);
