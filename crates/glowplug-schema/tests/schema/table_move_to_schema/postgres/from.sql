CREATE SCHEMA archive;
CREATE TABLE posts (id serial PRIMARY KEY, title text);
CREATE INDEX posts_title_idx ON posts (title);
CREATE VIEW titles AS SELECT title FROM posts;
