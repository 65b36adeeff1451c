CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    name TEXT,
    age INTEGER CHECK (age > 0),
    state TEXT NOT NULL DEFAULT 'new' CONSTRAINT known CHECK (state IN ('new', 'old'))
);
