INSERT INTO nodes (parent_id) VALUES (NULL), (1);
