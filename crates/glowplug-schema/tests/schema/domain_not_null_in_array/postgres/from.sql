CREATE DOMAIN tag AS text;
CREATE TABLE posts (id serial PRIMARY KEY, tags tag[] NOT NULL DEFAULT '{}');
