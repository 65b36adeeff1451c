-- up
CREATE TABLE tags (
    id serial PRIMARY KEY,
    name varchar(50) NOT NULL UNIQUE
);
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE posts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    author_id bigint NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    title varchar(200) NOT NULL,
    body text NOT NULL DEFAULT ''::text,
    published boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE posts IS 'what users write';
COMMENT ON COLUMN posts.title IS 'at most 200 characters';
CREATE INDEX posts_author_id_idx ON posts (author_id);
CREATE TABLE posts_tags (
    post_id bigint NOT NULL REFERENCES posts(id) ON DELETE CASCADE,
    tag_id integer NOT NULL REFERENCES tags(id) ON DELETE RESTRICT,
    PRIMARY KEY (post_id, tag_id)
);

-- down
-- data-loss: all rows of posts_tags are lost
DROP TABLE posts_tags;
-- data-loss: all rows of posts are lost
DROP TABLE posts;
-- data-loss: all rows of tags are lost
DROP TABLE tags;
-- data-loss: all rows of users are lost
DROP TABLE users;
