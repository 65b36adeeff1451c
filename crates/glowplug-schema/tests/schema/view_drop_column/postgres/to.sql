CREATE TABLE users (id serial PRIMARY KEY, name text, age integer);
CREATE VIEW v AS SELECT id, age::bigint AS age FROM users;
CREATE VIEW w AS SELECT id FROM v;
