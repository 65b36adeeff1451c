CREATE TABLE users (
    id serial PRIMARY KEY,
    email text UNIQUE,
    age integer CHECK (age > 0),
    name text,
    nick text
);
CREATE INDEX users_name_idx ON users (name);
CREATE INDEX users_both_idx ON users (name, nick);
