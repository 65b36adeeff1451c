INSERT INTO users (name) VALUES ('x');
