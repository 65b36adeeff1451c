CREATE SCHEMA archive;
CREATE TABLE archive.posts (id serial PRIMARY KEY, title text, body text);
CREATE INDEX posts_title_idx ON archive.posts (title);
CREATE VIEW titles AS SELECT title FROM archive.posts;
