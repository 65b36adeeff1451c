INSERT INTO users VALUES (1, '日本語', 3);
INSERT INTO usres VALUES (1);
