CREATE TABLE users (id uuid PRIMARY KEY);
CREATE TABLE posts (id serial PRIMARY KEY, user_id uuid REFERENCES users);
