-- up
CREATE TABLE tags (
    id int unsigned NOT NULL AUTO_INCREMENT,
    name varchar(40) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY name (name)
);
CREATE TABLE users (
    id bigint unsigned NOT NULL AUTO_INCREMENT,
    email varchar(190) NOT NULL,
    role enum('reader','author','admin') NOT NULL DEFAULT 'reader',
    password binary(60) NOT NULL,
    settings json,
    created_at timestamp NOT NULL DEFAULT current_timestamp(),
    updated_at timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
    PRIMARY KEY (id),
    UNIQUE KEY users_email_key (email)
) COMMENT = 'who may log in';
CREATE TABLE posts (
    id bigint unsigned NOT NULL AUTO_INCREMENT,
    user_id bigint unsigned NOT NULL,
    slug varchar(100) COLLATE ascii_general_ci NOT NULL,
    title varchar(200) NOT NULL,
    body mediumtext NOT NULL,
    words int unsigned GENERATED ALWAYS AS (octet_length(`body`) - octet_length(replace(`body`,' ','')) + 1) STORED,
    published_at datetime(6),
    PRIMARY KEY (id),
    UNIQUE KEY posts_slug_key (slug),
    KEY posts_published_idx (published_at DESC, id),
    KEY posts_user_id_fkey (user_id),
    FULLTEXT KEY posts_words (title, body),
    CONSTRAINT posts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT posts_title_check CHECK (char_length(`title`) > 2)
);
CREATE TABLE posts_tags (
    post_id bigint unsigned NOT NULL,
    tag_id int unsigned NOT NULL,
    PRIMARY KEY (post_id, tag_id),
    KEY posts_tags_tag (tag_id),
    CONSTRAINT posts_tags_post FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE,
    CONSTRAINT posts_tags_tag FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE
);
CREATE VIEW published AS
select `posts`.`id` AS `id`,`posts`.`title` AS `title` from `posts` where `posts`.`published_at` <= '2030-01-01';
CREATE TRIGGER posts_slug BEFORE INSERT ON posts FOR EACH ROW
SET NEW.slug = LOWER(NEW.slug);

-- down
DROP VIEW published;
-- data-loss: the rows of posts_tags are lost
DROP TABLE posts_tags;
-- data-loss: the rows of posts are lost
DROP TABLE posts;
-- data-loss: the rows of users are lost
DROP TABLE users;
-- data-loss: the rows of tags are lost
DROP TABLE tags;
