CREATE TABLE tags (id serial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE posts (id serial PRIMARY KEY);
CREATE TABLE post_tags (post_id integer REFERENCES posts ON DELETE CASCADE, tag_id integer REFERENCES tags ON DELETE CASCADE, PRIMARY KEY (post_id, tag_id));
CREATE INDEX post_tags_tag_id_idx ON post_tags (tag_id);
