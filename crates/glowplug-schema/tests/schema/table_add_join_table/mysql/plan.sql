-- up
CREATE TABLE post_tags (
    post_id int NOT NULL,
    tag_id int NOT NULL,
    PRIMARY KEY (post_id, tag_id),
    KEY post_tags_tag_id_idx (tag_id),
    CONSTRAINT post_tags_post FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE,
    CONSTRAINT post_tags_tag FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE
);
-- data-loss: the values of `tag_id` are lost
ALTER TABLE posts
    DROP FOREIGN KEY posts_tag,
    DROP KEY posts_tag,
    DROP COLUMN tag_id;
-- may-fail: rows may have the same values in `tags_name_key`
ALTER TABLE tags ADD UNIQUE KEY tags_name_key (name);

-- down
-- data-loss: the rows of post_tags are lost
DROP TABLE post_tags;
-- table-rewrite: every row is looked up for `posts_tag`
-- long-lock: every row is looked up for `posts_tag`
ALTER TABLE posts
    ADD COLUMN tag_id int,
    ADD KEY posts_tag (tag_id),
    ADD CONSTRAINT posts_tag FOREIGN KEY (tag_id) REFERENCES tags (id);
ALTER TABLE tags DROP KEY tags_name_key;
