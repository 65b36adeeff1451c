INSERT INTO docs VALUES (1, '{"key": 1}', 1, 2);
