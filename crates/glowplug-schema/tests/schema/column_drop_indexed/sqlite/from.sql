CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    name TEXT
);
CREATE INDEX users_name ON users (name);
CREATE INDEX users_lower ON users (lower(name)) WHERE name IS NOT NULL;
