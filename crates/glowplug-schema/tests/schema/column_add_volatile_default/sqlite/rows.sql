INSERT INTO users (email) VALUES ('a'), ('b'); DELETE FROM users WHERE email = 'b';
