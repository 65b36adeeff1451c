INSERT INTO tags (name) VALUES ('one'), ('two');
