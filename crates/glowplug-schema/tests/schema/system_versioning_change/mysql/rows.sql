INSERT INTO prices VALUES (1, 10, 'a'), (2, 20, 'b');
UPDATE prices SET value = 11 WHERE id = 1;
