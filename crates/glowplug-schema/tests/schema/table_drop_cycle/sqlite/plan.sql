-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- data-loss: all rows of `posts` are lost
DROP TABLE posts;
-- data-loss: all rows of `users` are lost
DROP TABLE users;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE RESTRICT
);
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    favourite INTEGER REFERENCES posts (id) ON DELETE SET NULL
);
