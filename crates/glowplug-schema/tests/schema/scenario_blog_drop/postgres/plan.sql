-- up
DROP VIEW titles;
-- data-loss: all rows of posts are lost
DROP TABLE posts;
-- data-loss: all rows of users are lost
DROP TABLE users;

-- down
CREATE TABLE users (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE
);
CREATE TABLE posts (
    id bigserial PRIMARY KEY,
    author_id bigint NOT NULL REFERENCES users(id),
    title text NOT NULL
);
CREATE INDEX posts_author_id_idx ON posts (author_id);
CREATE VIEW titles AS
 SELECT posts.title,
    users.email
   FROM (posts
     JOIN users ON ((users.id = posts.author_id)));
