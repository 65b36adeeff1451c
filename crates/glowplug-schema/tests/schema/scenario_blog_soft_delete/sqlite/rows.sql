INSERT INTO users VALUES (1, 'ada', 'ada@example.org');
INSERT INTO posts VALUES (1, 1, 'First', 'a', TRUE);
INSERT INTO comments VALUES (1, 1, 'b');
