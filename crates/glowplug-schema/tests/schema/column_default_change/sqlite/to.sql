CREATE TABLE users (id INTEGER PRIMARY KEY, state TEXT NOT NULL DEFAULT 'open', at TIMESTAMP DEFAULT (datetime('now', '+1 day')), n INTEGER);
