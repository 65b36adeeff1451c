INSERT INTO users (email) VALUES ('a');
INSERT INTO posts (user_id) VALUES (1);
