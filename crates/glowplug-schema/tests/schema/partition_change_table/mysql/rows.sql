INSERT INTO events VALUES (1, 2024, 'a', 2);
