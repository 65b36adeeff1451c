CREATE TABLE users (id serial PRIMARY KEY, name text, age integer);
CREATE VIEW adults AS SELECT id FROM users WHERE age > 18;
CREATE VIEW names AS SELECT name FROM users;
