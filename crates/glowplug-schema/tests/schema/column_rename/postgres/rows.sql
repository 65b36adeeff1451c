INSERT INTO users (name, mail, age) VALUES ('ann', 'a@b', 20);
