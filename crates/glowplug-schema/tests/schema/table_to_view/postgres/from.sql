CREATE TABLE users (id serial PRIMARY KEY, name text);
CREATE TABLE names (name text);
