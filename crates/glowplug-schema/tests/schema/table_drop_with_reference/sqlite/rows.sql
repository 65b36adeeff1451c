INSERT INTO teams VALUES (1, 'x'); INSERT INTO users VALUES (1, 1, 'a');
