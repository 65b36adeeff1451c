CREATE TABLE users (id serial PRIMARY KEY);
CREATE TABLE teams (id serial PRIMARY KEY);
CREATE TABLE posts (id serial PRIMARY KEY, owner_id integer REFERENCES teams);
