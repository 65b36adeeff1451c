INSERT INTO tags (name) VALUES ('a');
INSERT INTO posts (tag_id) VALUES (1);
