INSERT INTO jobs (kind, payload) VALUES ('mail', '{"to": "a"}');
