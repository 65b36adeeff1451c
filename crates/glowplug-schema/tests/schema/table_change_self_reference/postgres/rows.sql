INSERT INTO nodes (parent_id, name) VALUES (NULL, 'a'), (1, 'b');
