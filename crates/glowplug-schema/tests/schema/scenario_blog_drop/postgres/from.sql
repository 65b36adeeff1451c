CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE posts (
    id bigserial PRIMARY KEY,
    author_id bigint NOT NULL REFERENCES users,
    title text NOT NULL
);
CREATE INDEX posts_author_id_idx ON posts (author_id);
CREATE VIEW titles AS SELECT title, email FROM posts JOIN users ON users.id = author_id;
