CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE posts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    author_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    title varchar(200) NOT NULL,
    body text NOT NULL DEFAULT '',
    published boolean NOT NULL DEFAULT false
);
CREATE INDEX posts_author_id_idx ON posts (author_id);
CREATE TABLE tags (id serial PRIMARY KEY, name varchar(50) NOT NULL UNIQUE);
CREATE TABLE posts_tags (
    post_id bigint REFERENCES posts ON DELETE CASCADE,
    tag_id integer REFERENCES tags ON DELETE RESTRICT,
    PRIMARY KEY (post_id, tag_id)
);
COMMENT ON TABLE posts IS 'what users write';
COMMENT ON COLUMN posts.title IS 'at most 200 characters';
