CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email TEXT UNIQUE,
    age INTEGER CHECK (age > 0),
    name TEXT,
    nick TEXT
);
CREATE INDEX users_name_idx ON users (name);
CREATE INDEX users_both_idx ON users (name, nick);
