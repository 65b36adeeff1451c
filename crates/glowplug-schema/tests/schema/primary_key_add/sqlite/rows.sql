INSERT INTO members VALUES (1, 2), (1, 3);
