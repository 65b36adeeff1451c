INSERT INTO users (name) VALUES ('a');
INSERT INTO posts (user_id) VALUES (1);
UPDATE users SET post_id = 1;
