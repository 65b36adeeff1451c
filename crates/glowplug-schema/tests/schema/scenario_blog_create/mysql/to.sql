CREATE TABLE users (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    email VARCHAR(190) NOT NULL,
    role ENUM('reader', 'author', 'admin') NOT NULL DEFAULT 'reader',
    password BINARY(60) NOT NULL,
    settings JSON,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    PRIMARY KEY (id),
    UNIQUE KEY users_email_key (email)
) COMMENT = 'who may log in';
CREATE TABLE posts (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    user_id BIGINT UNSIGNED NOT NULL,
    slug VARCHAR(100) CHARACTER SET ascii NOT NULL,
    title VARCHAR(200) NOT NULL,
    body MEDIUMTEXT NOT NULL,
    words INT UNSIGNED AS (LENGTH(body) - LENGTH(REPLACE(body, ' ', '')) + 1) STORED,
    published_at DATETIME(6),
    PRIMARY KEY (id),
    UNIQUE KEY posts_slug_key (slug),
    KEY posts_published_idx (published_at DESC, id),
    FULLTEXT KEY posts_words (title, body),
    CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT posts_title_check CHECK (CHAR_LENGTH(title) > 2)
);
CREATE TABLE tags (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, name VARCHAR(40) NOT NULL UNIQUE);
CREATE TABLE posts_tags (
    post_id BIGINT UNSIGNED NOT NULL,
    tag_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (post_id, tag_id),
    CONSTRAINT posts_tags_post FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE,
    CONSTRAINT posts_tags_tag FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE
);
CREATE VIEW published AS SELECT id, title FROM posts WHERE published_at <= '2030-01-01';
CREATE TRIGGER posts_slug BEFORE INSERT ON posts FOR EACH ROW
    SET NEW.slug = LOWER(NEW.slug);
