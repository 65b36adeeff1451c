CREATE TABLE users (
    name TEXT COLLATE NOCASE PRIMARY KEY,
    email TEXT COLLATE NOCASE,
    code TEXT UNIQUE,
    other TEXT COLLATE NOCASE UNIQUE
);
CREATE UNIQUE INDEX users_email ON users (email);
CREATE INDEX users_code ON users (code);
