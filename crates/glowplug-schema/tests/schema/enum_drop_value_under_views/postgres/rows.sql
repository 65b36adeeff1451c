INSERT INTO cars (color, before, coat) VALUES ('green', '{blue,green}', 'green'), ('blue', '{}', NULL);
