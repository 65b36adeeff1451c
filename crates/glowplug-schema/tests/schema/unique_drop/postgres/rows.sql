INSERT INTO users (name, age) VALUES ('a', 1), ('b', 2);
