-- up
ALTER TABLE posts DROP CONSTRAINT posts_tag_id_fkey;
CREATE TABLE post_tags (
    post_id integer NOT NULL REFERENCES posts(id) ON DELETE CASCADE,
    tag_id integer NOT NULL REFERENCES tags(id) ON DELETE CASCADE,
    PRIMARY KEY (post_id, tag_id)
);
CREATE INDEX post_tags_tag_id_idx ON post_tags (tag_id);
-- data-loss: the values of posts.tag_id are lost
ALTER TABLE posts DROP COLUMN tag_id;
-- alone
-- may-fail: rows of tags may have the same name
CREATE UNIQUE INDEX CONCURRENTLY tags_name_key ON tags (name);
-- later
ALTER TABLE tags ADD CONSTRAINT tags_name_key UNIQUE USING INDEX tags_name_key;

-- down
ALTER TABLE posts ADD COLUMN tag_id integer REFERENCES tags(id);
ALTER TABLE tags DROP CONSTRAINT tags_name_key;
-- data-loss: all rows of post_tags are lost
DROP TABLE post_tags;
