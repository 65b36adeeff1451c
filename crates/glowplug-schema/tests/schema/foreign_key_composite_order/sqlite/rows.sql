INSERT INTO books VALUES ('a', 'b');
INSERT INTO copies VALUES (1, 'b', 'a');
