-- up
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    handle TEXT NOT NULL COLLATE NOCASE UNIQUE,
    followers INTEGER NOT NULL DEFAULT 0
);
-- table-rewrite: all rows of `users` are rewritten
-- may-fail: it fails where values of `users.handle` are equal by their new collation
INSERT INTO new_users (id, handle)
SELECT id, handle
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
-- `follows` is recreated: SQLite cannot change it in place
CREATE TABLE new_follows (
    follower INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    followed INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    since TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CHECK (follower <> followed),
    PRIMARY KEY (follower, followed)
) WITHOUT ROWID;
-- table-rewrite: all rows of `follows` are rewritten
-- may-fail: it fails where rows of `follows` do not fit `follower <> followed`
INSERT INTO new_follows (follower, followed)
SELECT follower, followed
FROM follows;
DROP TABLE follows;
ALTER TABLE new_follows RENAME TO follows;
CREATE INDEX follows_followed_idx ON follows (followed, follower);
CREATE VIEW friends AS
SELECT a.follower AS one, a.followed AS other
FROM follows a JOIN follows b ON a.follower = b.followed AND a.followed = b.follower;
CREATE TRIGGER follows_count AFTER INSERT ON follows
BEGIN
    UPDATE users SET followers = followers + 1 WHERE id = new.followed;
END;
COMMIT;
PRAGMA foreign_keys = ON;

-- down
-- alone
-- Foreign keys are off while tables are recreated: dropping one would touch the rows that point to it
PRAGMA foreign_keys = OFF;
BEGIN;
DROP TRIGGER follows_count;
DROP VIEW friends;
-- `users` is recreated: SQLite cannot change it in place
CREATE TABLE new_users (
    id INTEGER PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE
);
-- table-rewrite: all rows of `users` are rewritten
-- data-loss: the values of `users.followers` are lost
INSERT INTO new_users (id, handle)
SELECT id, handle
FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
-- `follows` is recreated: SQLite cannot change it in place
CREATE TABLE new_follows (
    follower INTEGER NOT NULL REFERENCES users (id),
    followed INTEGER NOT NULL REFERENCES users (id),
    PRIMARY KEY (follower, followed)
);
-- table-rewrite: all rows of `follows` are rewritten
-- data-loss: the values of `follows.since` are lost
INSERT INTO new_follows (follower, followed)
SELECT follower, followed
FROM follows;
DROP TABLE follows;
ALTER TABLE new_follows RENAME TO follows;
COMMIT;
PRAGMA foreign_keys = ON;
