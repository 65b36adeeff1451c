INSERT INTO users VALUES (1, NULL, 'a');
INSERT INTO posts VALUES (1, 1);
UPDATE users SET post_id = 1;
