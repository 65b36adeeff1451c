CREATE TABLE users (
    name TEXT PRIMARY KEY,
    email TEXT,
    code TEXT COLLATE NOCASE UNIQUE,
    other TEXT COLLATE RTRIM UNIQUE
);
CREATE UNIQUE INDEX users_email ON users (email);
CREATE INDEX users_code ON users (code);
