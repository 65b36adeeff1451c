INSERT INTO users (email, age, name) VALUES ('a', 1, 'x');
