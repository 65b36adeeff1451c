INSERT INTO posts (title) VALUES ('a');
