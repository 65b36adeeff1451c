CREATE TABLE users (id text PRIMARY KEY);
CREATE TABLE posts (id serial PRIMARY KEY, user_id text REFERENCES users);
