INSERT INTO users (email) VALUES ('a@b.c');
INSERT INTO posts (author_id, title) VALUES (1, 'hello');
