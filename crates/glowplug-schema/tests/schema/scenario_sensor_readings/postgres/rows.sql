INSERT INTO sensors (name) VALUES ('s');
INSERT INTO readings VALUES (1, '2024-01-05', 1.5);
