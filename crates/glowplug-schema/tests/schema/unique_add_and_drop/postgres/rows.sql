INSERT INTO users (email, first) VALUES ('a', 'b');
