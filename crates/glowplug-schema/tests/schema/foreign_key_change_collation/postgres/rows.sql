INSERT INTO users VALUES ('ada');
INSERT INTO posts (id, author) VALUES (1, 'ada');
