INSERT INTO clients (name, city) VALUES ('ACME', 'Oslo');
INSERT INTO notes (client_id, note) VALUES (1, 'call');
