CREATE TABLE users (id INTEGER PRIMARY KEY, handle TEXT NOT NULL UNIQUE);
CREATE TABLE follows (follower INTEGER NOT NULL REFERENCES users (id), followed INTEGER NOT NULL REFERENCES users (id), PRIMARY KEY (follower, followed));
