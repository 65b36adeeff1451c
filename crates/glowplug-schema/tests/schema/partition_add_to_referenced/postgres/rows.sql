INSERT INTO visits VALUES (1, '2025-03-03'), (2, '2030-01-01'); INSERT INTO notes (visit_id, visit_day) VALUES (1, '2025-03-03'), (NULL, NULL);
