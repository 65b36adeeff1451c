INSERT INTO users VALUES (1, 'sad', 'a@b', '(1,2)');
