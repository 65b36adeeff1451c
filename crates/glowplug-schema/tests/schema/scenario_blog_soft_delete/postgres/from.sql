CREATE TABLE users (id serial PRIMARY KEY, username varchar(50) NOT NULL UNIQUE, email varchar(100) NOT NULL);
CREATE TABLE posts (
    id serial PRIMARY KEY,
    user_id integer NOT NULL REFERENCES users (id),
    title varchar(255) NOT NULL,
    body text NOT NULL,
    published boolean NOT NULL DEFAULT false
);
CREATE TABLE comments (id serial PRIMARY KEY, post_id integer NOT NULL REFERENCES posts (id), body varchar(1000) NOT NULL);
CREATE VIEW published_posts AS SELECT p.id, p.title, u.username FROM posts p JOIN users u ON u.id = p.user_id WHERE p.published;
