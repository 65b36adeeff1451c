CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, email varchar(120));
CREATE TABLE posts (id serial PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id), title text NOT NULL, body text);
CREATE TABLE tags (id int PRIMARY KEY, label varchar NOT NULL);
CREATE TABLE post_tags (post_id int REFERENCES posts (id), tag_id int REFERENCES tags (id), PRIMARY KEY (post_id, tag_id));
COMMENT ON TABLE users IS 'Who writes.';
COMMENT ON COLUMN users.name IS 'How they are called.';
