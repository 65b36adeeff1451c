INSERT INTO wide (id, c0, c69) VALUES (1, 2, 3);
