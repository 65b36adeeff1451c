CREATE DOMAIN tag AS text NOT NULL;
CREATE TABLE posts (id serial PRIMARY KEY, tags tag[] NOT NULL DEFAULT '{}');
