INSERT INTO users VALUES (1, 'ada'), (2, 'grace');
INSERT INTO follows VALUES (1, 2);
