CREATE TABLE tags (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL, UNIQUE KEY tags_name_key (name));
CREATE TABLE posts (id INT PRIMARY KEY);
CREATE TABLE post_tags (
    post_id INT,
    tag_id INT,
    PRIMARY KEY (post_id, tag_id),
    KEY post_tags_tag_id_idx (tag_id),
    CONSTRAINT post_tags_post FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE,
    CONSTRAINT post_tags_tag FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE
);
