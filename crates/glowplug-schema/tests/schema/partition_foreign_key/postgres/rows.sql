INSERT INTO events VALUES (1, '2024-05-05');
INSERT INTO notes (event_id, event_at) VALUES (1, '2024-05-05');
