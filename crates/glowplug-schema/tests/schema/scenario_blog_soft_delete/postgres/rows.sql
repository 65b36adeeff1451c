INSERT INTO users (username, email) VALUES ('ann', 'a@b.c');
INSERT INTO posts (user_id, title, body) VALUES (1, 'Hello', 'World');
INSERT INTO comments (post_id, body) VALUES (1, 'nice');
