INSERT INTO clients VALUES (1, 'Ada', 'a', 'b');
INSERT INTO notes VALUES (1, 1, 'n');
