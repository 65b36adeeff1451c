INSERT INTO events VALUES (1, '{"kind": "x"}', '2026-01-01');
