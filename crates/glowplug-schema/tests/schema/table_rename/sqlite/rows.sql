INSERT INTO users (name) VALUES ('a'); INSERT INTO posts VALUES (1, 1);
