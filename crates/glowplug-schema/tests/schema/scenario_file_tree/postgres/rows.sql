INSERT INTO folders (name) VALUES ('root');
INSERT INTO files (folder_id, name, bytes) VALUES (1, 'a.txt', 5);
