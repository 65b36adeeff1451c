INSERT INTO items VALUES (1, 2, 3, '{"kind": "a"}');
