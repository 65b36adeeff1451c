INSERT INTO visits VALUES (1, 5), (2, 15), (3, 35);
