INSERT INTO owners VALUES (1);
INSERT INTO sales VALUES (1, 'north', '2026-01-02', 1), (2, 'south', '2026-02-03', NULL);
INSERT INTO returns VALUES (1, 1, 'north', '2026-01-02'), (2, NULL, NULL, NULL);
