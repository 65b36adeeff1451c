CREATE TABLE users (id serial PRIMARY KEY);
CREATE TABLE posts (
    id serial PRIMARY KEY,
    user_id integer REFERENCES users,
    editor_id integer REFERENCES users DEFERRABLE INITIALLY DEFERRED
);
