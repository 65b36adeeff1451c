INSERT INTO wide (id) VALUES (1);
