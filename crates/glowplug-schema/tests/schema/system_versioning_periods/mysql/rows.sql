INSERT INTO prices (id, value) VALUES (1, 10), (2, 20);
INSERT INTO rooms VALUES (1, '2026-01-01', '2026-01-03'), (1, '2026-01-03', '2026-01-05');
INSERT INTO partly VALUES (1, 10, 'a');
