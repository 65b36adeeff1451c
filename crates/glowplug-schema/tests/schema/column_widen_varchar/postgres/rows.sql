INSERT INTO users (name, note, code) VALUES ('a', 'b', 'cd');
